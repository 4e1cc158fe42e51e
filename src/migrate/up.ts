import { setTimeout as sleep } from 'node:timers/promises'
import { ConnectionError, type Session, SessionEndedError, TargetError } from '../engine/index.ts'
import type { History } from '../history/index.ts'
import { createLedger, findLedger, type LedgerTable, readEntries, readStandings } from '../ledger/index.ts'
import { Predictor, unknownModel } from '../prediction/index.ts'
import { type Applied, applyScript, type ScriptTask } from './apply.ts'
import { requireBackfillsFit } from './backfill/placement.ts'
import { compareWithLedger, hashMigration } from './comparison.ts'
import type { Emit } from './events.ts'
import { defaultPace, type PaceOptions } from './pace.ts'
import { prepareSession, renewSession } from './runner-session.ts'
import type { HoldInterrupts, Surroundings } from './surroundings.ts'
import { PatientTransaction } from './transaction.ts'
import { takeTurn } from './turn.ts'
import { Witness } from './witness.ts'
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
  /** For programs that end when they are interrupted: a backfill ends after the batch that it is in. */
  holdInterrupts?: HoldInterrupts
  onEvent?: Emit
}

export type UpOptions = RunOptions & WorkOptions

const minuteMs = 60_000

/**
 * Applies what is pending in a history, and goes on with what was begun. Where the connection is lost it comes back and goes on.
 * The work of another runner is waited for, and taken as done.
 *
 * @throws {MigrationRefusedError} where folder and ledger contradict each other, before anything is done.
 * @throws {MigrationFailedError | LockTimeoutError | InDoubtError | TurnError | PoolerError | LedgerError}
 */
export async function migrateUp(history: History, options: UpOptions): Promise<Applied[]> {
  const applied: Applied[] = []
  await comeBack(options, session => upOnce(session, history, options, applied))
  return applied
}

/** Does something with a session, and once more from the beginning with a new one whenever it was lost. */
export async function comeBack(
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
  applied: Applied[],
): Promise<void> {
  const emit = options.onEvent ?? (() => undefined)
  await prepareSession(session, history)
  const found = await findLedger(session, options.ledger)
  // Who finds nothing to do needs no turn.
  if (found.exists && (await readWork(session, found, history, options)).length === 0) return
  await takeTurn(session, found, options.turnTimeoutMs ?? 10 * minuteMs, emit)
  const table = await createLedger(session, await findLedger(session, options.ledger))
  const work = await readWork(session, table, history, options)
  await requireBackfillsFit(history, work)
  await using witness = new Witness(options.connect, emit)
  const around = surround(session, table, witness, emit, options)
  await applyAll(around, history, work, applied)
}

async function readWork(
  session: Session,
  table: LedgerTable,
  history: History,
  options: WorkOptions,
): Promise<Task[]> {
  const standings = readStandings(await readEntries(session, table))
  return planWork(history, await compareWithLedger(history, standings), options)
}

/** The predictor knows nothing of the database but what the run itself does: what others have must be taken as large and in use. */
export function surround(
  session: Session,
  table: LedgerTable,
  witness: Witness,
  emit: Emit,
  options: RunOptions,
): Surroundings {
  const predictor = new Predictor(unknownModel(Math.floor(session.serverVersionNum / 10_000)))
  const transaction = new PatientTransaction(session, options.patienceMs ?? minuteMs, emit, {
    onBegin: () => predictor.begin(true),
    onUndone: () => predictor.rollBack(),
  })
  const { lockTimeoutMs = defaultPace.lockTimeoutMs, briefTimeoutMs = defaultPace.briefTimeoutMs } = options
  const pace = { lockTimeoutMs, briefTimeoutMs }
  const { connect, tool = 'pgwright', holdInterrupts } = options
  return { session, connect, table, transaction, predictor, witness, emit, tool, pace, holdInterrupts }
}

async function applyAll(
  around: Surroundings,
  history: History,
  work: readonly Task[],
  applied: Applied[],
): Promise<void> {
  const { emit, transaction } = around
  const isOneTransaction = history.transactionScope === 'run' && work.length > 0
  if (isOneTransaction) await transaction.begin()
  for (const [index, task] of work.entries()) {
    if (index > 0 && !isOneTransaction) await renewSession(around.session, history)
    const { migration } = task
    emit({ kind: 'migration', migration, direction: 'up', index: index + 1, total: work.length })
    const isFirst = applied.length === 0 || isOneTransaction
    const done = await applyScript(around, await toScript(task), isFirst)
    emit({ ...done, kind: 'done', direction: 'up' })
    applied.push(done)
  }
  if (isOneTransaction) await transaction.commit()
}

async function toScript({ migration, begun, outdated }: Task): Promise<ScriptTask> {
  const { version, name, up } = migration
  return {
    ...{ migration, script: up, version, name, direction: 'up', hash: await hashMigration(migration) },
    ...(begun && { begun }),
    ...(outdated && { replaces: { id: outdated.id, outcome: 'superseded' } }),
  }
}
