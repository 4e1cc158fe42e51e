import type { Session } from '../engine/index.ts'
import type { History } from '../history/index.ts'
import { createLedger, findLedger, type LedgerTable } from '../ledger/index.ts'
import { comeBack } from './come-back.ts'
import { compareWithDatabase } from './comparison.ts'
import { isOwed } from './hooks-owed.ts'
import type { UpOptions, UpResult } from './options.ts'
import { prepareSession } from './runner-session.ts'
import { takeLedger } from './with-turn.ts'
import { planWork, type Task, type WorkOptions } from './work.ts'

/**
 * Applies what is pending in a history, and goes on with what was begun. Where the connection is lost it comes back and goes on.
 * The work of another runner is waited for, and taken as done.
 *
 * @throws {MigrationRefusedError} where folder and ledger contradict each other, before anything is done.
 * @throws {ReviewBlockedError} where a review was asked for and blocks what is pending, before anything is done.
 * @throws {MigrationFailedError | LockTimeoutError | InDoubtError | TurnError | PoolerError | LedgerError}
 */
export async function migrateUp(history: History, options: UpOptions): Promise<UpResult> {
  const result: UpResult = { applied: [], findings: [] }
  await comeBack(
    options,
    session => upOnce(session, history, options, result),
    () => result.applied.length > 0,
  )
  return result
}

async function upOnce(
  session: Session,
  history: History,
  options: UpOptions,
  result: UpResult,
): Promise<void> {
  await prepareSession(session, history)
  const found = await findLedger(session, options.ledger)
  const before = await readWork(session, found, history, options)
  // Who finds nothing to do needs no turn.
  if (found.exists && before.isDone) return
  const table = await createLedger(session, await takeLedger(session, options))
  const { work, isDone } = await readWork(session, table, history, options)
  if (isDone) return
  // The parser and the predictor load only for those who have work.
  const { carryOut } = await import('./carry-out.ts')
  await carryOut({ session, table, history, work, result, options })
}

async function readWork(
  session: Session,
  table: LedgerTable,
  history: History,
  options: WorkOptions,
): Promise<{ work: Task[]; isDone: boolean }> {
  const compared = await compareWithDatabase(history, session, table)
  const work = planWork(history, compared, options)
  return { work, isDone: work.length === 0 && !isOwed(history, compared) }
}
