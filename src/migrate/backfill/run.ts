import { DatabaseError } from '../../engine/index.ts'
import { MigrationRefusedError } from '../errors.ts'
import type { LedgerRecord } from '../record.ts'
import type { Surroundings } from '../surroundings.ts'
import { BatchSize } from './batch-size.ts'
import { Lookout } from './lookout.ts'
import type { BackfillOptions } from './options.ts'
import type { BackfillPlan } from './plan.ts'
import { type BackfillState, hashStatement, isComplete, speedometer } from './state.ts'
import { Throttle } from './throttle.ts'

const defaultTimeMs = 200
/** A batch waits less for a lock than the server waits before it ends somebody to resolve a deadlock, by default a second. */
const lockTimeoutMs = 500
/** A batch that takes so many times as long as it should is taken back, and done in smaller ones. */
const patience = 50

/**
 * Runs a statement in batches, each in one transaction with the place that it reached, from where it was left.
 *
 * @throws {InterruptedError} between two batches.
 * @throws {MigrationRefusedError} when it was begun as another statement.
 */
export async function runBackfill(
  around: Surroundings,
  record: LedgerRecord,
  number: number,
  plan: BackfillPlan,
  options: BackfillOptions,
): Promise<void> {
  const state = await resume(record, number, plan)
  if (isComplete(state)) return
  await using lookout = new Lookout(around, record.id!)
  await lookout.begin(around.connect)
  const { timeMs = defaultTimeMs, batchRows } = options
  const size = new BatchSize(timeMs, batchRows, state.batchRows)
  const throttle = new Throttle(lookout, options, around.emit, around.interruption)
  const measureSpeed = speedometer(state)
  for (let tookMs = 0; !isComplete(state); ) {
    await throttle.rest(tookMs)
    const timeoutMs = size.rows === 1 ? 0 : timeMs * patience
    const begun = performance.now()
    const rows = size.rows
    lookout.isBusy = true
    const done = await doBatch(around, record, plan, { state, rows, timeoutMs })
    lookout.isBusy = false
    tookMs = performance.now() - begun
    if (done === undefined) {
      size.shrink()
      continue
    }
    size.learn({ rows, tookMs })
    Object.assign(state, done, { batchRows: size.rows })
    around.emit({ kind: 'backfill', statement: plan.shape.statement, ...measureSpeed(state) })
  }
}

async function resume(
  record: LedgerRecord,
  number: number,
  { shape, keyset }: BackfillPlan,
): Promise<BackfillState> {
  const hash = hashStatement(shape.statement)
  const key = keyset.columns.map(({ name }) => name)
  const begun = record.doing === number ? record.backfill : undefined
  if (begun !== undefined) {
    if (begun.hash === hash && begun.key.join() === key.join()) return begun
    throw new MigrationRefusedError(
      'a backfill was begun, and its statement or its key is another one since',
      {
        hint: 'Bring back what was there until it is finished.',
      },
    )
  }
  const state: BackfillState = {
    ...{ statement: number, hash, key, position: null, end: (await keyset.findEnd()) ?? null },
    ...{ passed: 0, estimatedRows: await keyset.estimateRows(), rows: 0, batches: 0 },
    startedAt: new Date().toISOString(),
  }
  await record.advance(state)
  record.keep()
  return state
}

interface Batch {
  state: BackfillState
  rows: number
  timeoutMs: number
}

/** Does the next rows; what the state is afterwards, or nothing where they took too long and are undone. */
async function doBatch(
  around: Surroundings,
  record: LedgerRecord,
  { shape, keyset }: BackfillPlan,
  { state, rows, timeoutMs }: Batch,
): Promise<BackfillState | undefined> {
  const { session, transaction, witness, predictor, emit } = around
  const end = state.end!
  const next = await keyset.findNext(state.position, end, rows)
  const position = next ?? end
  const sql = shape.narrow(keyset.between(state.position, position))
  const after = { ...state, position, batches: state.batches + 1 }
  const begun = performance.now()
  try {
    await transaction.begin()
    await transaction.act(async () => {
      await session.execute(
        `set local lock_timeout = ${lockTimeoutMs}; set local statement_timeout = ${timeoutMs}`,
      )
      const [result] = await witness.over(session.pid, () => session.execute(sql))
      const changed = result?.rowCount ?? 0
      after.rows = state.rows + changed
      after.passed = state.passed + (next === undefined ? Math.min(rows, changed) : rows)
      await record.advance(after)
    })
    await transaction.commit()
    record.keep()
  } catch (error) {
    const tookMs = performance.now() - begun
    if (!isTimeout(error) || timeoutMs === 0 || tookMs < timeoutMs) throw error
    await transaction.rollback()
    return undefined
  } finally {
    predictor.end()
  }
  for (const notice of session.takeNotices()) emit({ kind: 'notice', notice })
  return after
}

/** query_canceled: also what somebody's `pg_cancel_backend` does, which is meant to end it. */
function isTimeout(error: unknown): boolean {
  return error instanceof DatabaseError && error.sqlstate === '57014'
}
