import { count } from '../../../base/index.ts'

/** GitHub refuses a comment or an issue longer than this. */
export const mostCharacters = 65_536
export const roomForNote = 200

/** The items that fit, each whole, so that no fence and no fold is cut open. */
export function takeFitting<T>(items: readonly T[], most: number, measure: (item: T) => number): T[] {
  let room = most
  return items.filter(item => {
    const length = measure(item)
    if (length > room) return false
    room -= length
    return true
  })
}

/** `holder` is what has no room: `a comment`. */
export function noteOmitted(parts: number, holder: string): string[] {
  if (parts === 0) return []
  return [
    `*${count(parts, 'part')} left out: ${holder} cannot hold more. Another format has the whole report.*`,
  ]
}
