import { type Change, type Row, signs } from './picture.ts'

/** A text that is not longer than so many characters; the whole of it is told in a tooltip. */
export function shorten(text: string, length: number): string {
  const characters = [...text]
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`
}

/** Before what changes. */
export function tellSign(change: Change | undefined): string {
  return change === undefined ? '' : `${signs[change]} `
}

/** `bigint`, `text null`, `integer → bigint`, `text; default: 'new' → 'open'`. */
export function tellType({ type, oldType, isNullable, changes }: Row): string {
  const others = changes
    .filter(it => !it.startsWith('type: '))
    .map(it => (it.startsWith('comment: ') ? 'comment' : it))
  const types = oldType === undefined ? type : `${oldType} → ${type}`
  return shorten([`${types}${isNullable ? ' null' : ''}`, ...others].join('; '), 48)
}
