import { setTimeout as sleep } from 'node:timers/promises'
import { ConnectionError, type Session, SessionEndedError, TargetError } from '../engine/index.ts'
import type { Finding } from '../findings/index.ts'
import type { History } from '../history/index.ts'
import { createLedger, findLedger, type LedgerTable } from '../ledger/index.ts'
import type { Review } from '../review/index.ts'
import type { Applied } from './apply.ts'
import { readCompared } from './comparison.ts'
import type { Emit } from './events.ts'
import type { PaceOptions } from './pace.ts'
import { refuseTransactionPooling } from './pooler.ts'
import type { PreviewOptions } from './preview.ts'
import { prepareSession } from './runner-session.ts'
import { takeTurn } from './turn.ts'
import { planWork, type Task, type WorkOptions } from './work.ts'

export interface RunOptions extends Partial<PaceOptions> {
  /** Opens a session that may write, and has no timeouts. */
  connect(): Promise<Session>
  /** The ledger's table; by default `pgwright_ledger` on the search path. */
  ledger?: string
  /** How the writer of ledger entries calls itself, such as `pgwright 1.2.0`. */
  tool?: string
  /** How long a transaction is tried again when others are in its way. Default: a minute. */
  patienceMs?: number
  /** How long another runner is waited for. Default: ten minutes. */
  turnTimeoutMs?: number
  /** How long a server that went away is waited for. Default: a minute. */
  reconnectMs?: number
  /** Sessions that are in the way and have been idle in a transaction for so long are ended, which the ledger says. Default: never. */
  endIdleMs?: number
  onEvent?: Emit
}

export interface UpOptions extends RunOptions, WorkOptions {
  /** Rehearse and judge what is pending first, and refuse what the review blocks. Needs a server that can be started here. */
  review?: PreviewOptions
}

export interface UpResult {
  applied: Applied[]
  /** Missing where it was not asked for, or nothing was pending. */
  review?: Review
  /** Where the database is not what the rehearsal ended in. */
  findings: Finding[]
}

export const minuteMs = 60_000

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
  await comeBack(options, session => upOnce(session, history, options, result))
  return result
}

/** Does something with a session, and once more from the beginning with a new one whenever it was lost. */
async function comeBack(
  { connect, reconnectMs = minuteMs, onEvent }: RunOptions,
  act: (session: Session) => Promise<void>,
): Promise<void> {
  let lostAt: number | undefined
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 2_000)) {
    try {
      const session = await connect()
      try {
        return await act(session)
      } finally {
        await session.close().catch(() => undefined)
      }
    } catch (error) {
      const wasThere = error instanceof SessionEndedError
      if (!wasThere && (lostAt === undefined || !isUnreachable(error))) throw error
      if (wasThere || lostAt === undefined) [lostAt, pauseMs] = [performance.now(), 100]
      if (performance.now() - lostAt > reconnectMs) throw error
      onEvent?.({ kind: 'reconnect', because: (error as Error).message, pauseMs })
      await sleep(pauseMs)
    }
  }
}

function isUnreachable(error: unknown): boolean {
  return error instanceof ConnectionError || error instanceof TargetError
}

async function upOnce(
  session: Session,
  history: History,
  options: UpOptions,
  result: UpResult,
): Promise<void> {
  const emit = options.onEvent ?? (() => undefined)
  await refuseTransactionPooling(session, options.connect)
  await prepareSession(session, history)
  const found = await findLedger(session, options.ledger)
  // Who finds nothing to do needs no turn.
  if (found.exists && (await readWork(session, found, history, options)).length === 0) return
  await takeTurn(session, found, options.turnTimeoutMs ?? 10 * minuteMs, emit)
  const table = await createLedger(session, await findLedger(session, options.ledger))
  const work = await readWork(session, table, history, options)
  if (work.length === 0) return
  // The parser and the predictor load only for those who have work.
  const { carryOut } = await import('./carry-out.ts')
  await carryOut({ session, table, history, work, result, emit, options })
}

async function readWork(
  session: Session,
  table: LedgerTable,
  history: History,
  options: WorkOptions,
): Promise<Task[]> {
  return planWork(history, await readCompared(session, table, history), options)
}
