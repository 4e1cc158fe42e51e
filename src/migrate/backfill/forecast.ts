import type { Session } from '../../engine/index.ts'
import type { Statement } from '../../sql/index.ts'
import { BackfillRefusedError } from '../errors.ts'
import type { Rates } from '../estimate.ts'
import type { BackfillOptions } from './options.ts'
import { type BackfillPlan, planBackfill } from './plan.ts'
import { defaultTimeMs } from './run.ts'

/** How a statement would be cut into batches, as far as that can be told before. */
export interface BatchForecast {
  /** The columns that cut the batches; missing where the run itself makes the table, or its key. */
  key?: string[]
  /** How many rows of the table it passes, and in how many batches, roughly. */
  rows: number
  batches: number
  /** Where every row is changed, nobody else is at work, and no standby is waited for. */
  durationMs: number
}

export async function forecastBatches(
  session: Session,
  statement: Statement,
  { timeMs = defaultTimeMs, pauseMs = 0, batchRows = Number.POSITIVE_INFINITY }: BackfillOptions,
  rates: Rates,
): Promise<BatchForecast> {
  const plan = await planOrNothing(session, statement)
  if (plan === undefined) return { rows: 0, batches: 0, durationMs: 0 }
  const { columns } = plan.keyset
  const { rows, bytes } = await plan.keyset.estimateSize()
  const workMs = (bytes / rates.change) * 1000
  const batches = Math.max(1, Math.ceil(workMs / timeMs), Math.ceil(rows / batchRows))
  return { key: columns.map(({ name }) => name), rows, batches, durationMs: workMs + batches * pauseMs }
}

/** The text has been looked at; what the database does not have now it may have when its turn comes. */
async function planOrNothing(session: Session, statement: Statement): Promise<BackfillPlan | undefined> {
  try {
    return await planBackfill(session, statement)
  } catch (error) {
    if (error instanceof BackfillRefusedError) return undefined
    throw error
  }
}
