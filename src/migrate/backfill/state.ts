import { hashScript } from '../../ledger/index.ts'
import type { Statement } from '../../sql/index.ts'
import type { Position } from './keyset.ts'

/** How far a backfill is: written in `details.backfill` of its ledger entry by the transaction of each batch. */
export interface BackfillState {
  /** Its number in the script, from 1. */
  statement: number
  /** SHA-256 of the statement. */
  hash: string
  /** The columns of the key that cuts the batches. */
  key: string[]
  /** The last place that is done; null before the first batch. */
  position: Position | null
  /** The last place there was when it began; null for an empty table. */
  end: Position | null
  /** How many rows of the table it has passed, and how many there were, roughly. */
  passed: number
  estimatedRows: number
  /** How many rows were changed or made. */
  rows: number
  batches: number
  /** How many rows the next batch is to have. */
  batchRows?: number
  startedAt: string
}

/** What is told of a backfill after each batch. */
export interface BackfillProgress {
  rows: number
  passed: number
  estimatedRows: number
  /** Between 0 and 1. */
  fraction: number
  /** Rows passed in a second of this run. */
  rowsPerSecond: number
  etaMs: number
  batchRows: number
}

export function hashStatement({ text }: Statement): string {
  return hashScript(text)
}

export function isComplete({ position, end }: BackfillState): boolean {
  return end === null || position?.every((value, index) => value === end[index]) === true
}

/** How much of it is done, between 0 and 1; the number of rows was only estimated. */
export function fractionOf(state: BackfillState): number {
  return isComplete(state) ? 1 : Math.min(0.99, state.passed / Math.max(state.estimatedRows, 1))
}

/** Measures a run that goes on from a state. */
export function speedometer({ passed: before }: BackfillState): (state: BackfillState) => BackfillProgress {
  const begun = performance.now()
  return state => {
    const { rows, passed, estimatedRows, batchRows = 0 } = state
    const rowsPerSecond = ((passed - before) * 1000) / Math.max(performance.now() - begun, 1)
    const left = isComplete(state) ? 0 : Math.max(0, estimatedRows - passed)
    const etaMs = (left / Math.max(rowsPerSecond, 0.001)) * 1000
    return { rows, passed, estimatedRows, fraction: fractionOf(state), rowsPerSecond, etaMs, batchRows }
  }
}
