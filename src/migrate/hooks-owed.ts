import { type History, hooksOf } from '../history/index.ts'
import type { Compared } from './comparison.ts'

/** In the details of an entry: what is to be run after a run that applied it has not been run yet. */
export const hooksOwed = 'hooksOwed'

/** Whether a run that applied something has to run something afterwards. */
export function owesHooks(history: History): boolean {
  return hooksOf(history, 'after', 'up').length > 0
}

/** Whether a run before ended between its last migration and the end of its hooks. */
export function isOwed(history: History, compared: readonly Compared[]): boolean {
  return owesHooks(history) && compared.some(({ standing }) => standing?.current?.details[hooksOwed] === true)
}
