import type { Session } from '../engine/index.ts'
import type { Statement } from '../sql/index.ts'

/**
 * What became of a statement that runs outside a transaction:
 * - `done`: what it makes is there and whole;
 * - `undone`: nothing of it is there, it can be run;
 * - `repeatable`: nobody can tell, and running it once more does no harm.
 */
export interface Settled {
  state: 'done' | 'undone' | 'repeatable'
  /** What was repaired on the way, each a clause: `the invalid index shop.orders_note_idx is dropped`. */
  repaired: string[]
}

/** What a settlement knows of the moment before its statement began; it is kept in the ledger, so it is plain data. */
export type Noted = Record<string, unknown>

/**
 * How a kind of statement that runs outside a transaction is settled: found done, or what it left half done taken away.
 * Asked before it runs, after it failed, after it succeeded, and when a run that was killed is gone on with.
 */
export interface Settlement {
  /** How people call it: `CREATE INDEX CONCURRENTLY`. */
  title: string
  /** What an interrupted one leaves and how that is repaired, for the documentation. */
  docs: string
  matches(statement: Statement): boolean
  note?(session: Session, statement: Statement): Promise<Noted>
  /** `noted` is missing where the statement has not been begun. */
  settle(session: Session, statement: Statement, noted?: Noted): Promise<Settled>
}

/** Declares a settlement; see `settlements/`, one file each. */
export function defineSettlement(settlement: Settlement): Settlement {
  return settlement
}
