import type { Location } from '../base/index.ts'
import type { Statement } from '../sql/index.ts'
import type { Effect, HeldLock } from './effect.ts'

/** One statement of a change with what it does: predicted, or observed on a rehearsal. */
export interface Step {
  statement: Statement
  /** Numbers the transactions of the change from 1; statements of one transaction share its number. */
  transaction: number
  /** Whether it runs outside a transaction block, because it has to. */
  isAlone: boolean
  effect: Effect
  /** Every lock on an existing relation that its transaction holds once it is done. */
  held: HeldLock[]
  /** The `lock_timeout` it runs under; 0 means that it would wait for ever. */
  lockTimeoutMs: number
  error?: StatementError
}

export interface StatementError {
  message: string
  sqlstate: string
  location: Location
  detail?: string
  hint?: string
}
