import type { Session } from '../engine/index.ts'
import { type Alongside, type History, hashMigration, workAlongside } from '../history/index.ts'
import type { LedgerTable } from '../ledger/index.ts'
import { Predictor, unknownModel } from '../prediction/index.ts'
import { applyScript, type ScriptTask } from './apply.ts'
import { requireBackfillsFit } from './backfill/placement.ts'
import { ReviewBlockedError } from './errors.ts'
import type { Emit } from './events.ts'
import type { RunOptions, UpOptions, UpResult } from './options.ts'
import { defaultPace } from './pace.ts'
import { renewSession } from './runner-session.ts'
import type { Surroundings } from './surroundings.ts'
import { PatientTransaction } from './transaction.ts'
import { Witness } from './witness.ts'
import type { Task } from './work.ts'

/** What is to be done, by whom it is done, and what is done so far. */
export interface Run {
  session: Session
  table: LedgerTable
  history: History
  work: readonly Task[]
  /** Grows with each migration that is applied. */
  result: UpResult
  emit: Emit
  options: UpOptions
}

/** Has the work judged where that is asked for, applies one migration after the other, and looks at what came of it. */
export async function carryOut(run: Run): Promise<void> {
  const { session, history, work, result, options } = run
  await requireBackfillsFit(history, work)
  // Before the review, which compares what comes of it with the whole database.
  const alongside = options.alongside ? await workAlongside(history, session) : undefined
  // What comes back after a connection was lost has been judged.
  if (options.review !== undefined && result.applied.length === 0) {
    const { previewWork } = await import('./preview.ts')
    const review = await previewWork(session, history, work, options.review)
    if (review?.verdict === 'block') throw new ReviewBlockedError(review)
    if (review !== undefined) result.review = review
  }
  await using witness = new Witness(options.connect, run.emit, options.endIdleMs)
  await applyAll(surround(run, witness), run, alongside)
  if (result.review === undefined) return
  const { compareWithPreview } = await import('./preview.ts')
  result.findings = await compareWithPreview(session, result.review)
}

/** The predictor knows nothing of the database but what the run itself does: what others have must be taken as large and in use. */
export function surround(
  { session, table, emit, options }: Pick<Run, 'session' | 'table' | 'emit'> & { options: RunOptions },
  witness: Witness,
): Surroundings {
  const predictor = new Predictor(unknownModel(Math.floor(session.serverVersionNum / 10_000)))
  const transaction = new PatientTransaction(session, options.patienceMs ?? 60_000, emit)
  const { lockTimeoutMs = defaultPace.lockTimeoutMs, briefTimeoutMs = defaultPace.briefTimeoutMs } = options
  const pace = { lockTimeoutMs, briefTimeoutMs }
  const { connect, tool = 'pgwright', holdInterrupts } = options
  return { session, connect, table, transaction, predictor, witness, emit, tool, pace, holdInterrupts }
}

async function applyAll(
  around: Surroundings,
  { history, work, result, options }: Run,
  alongside: Alongside | undefined,
): Promise<void> {
  const { applied } = result
  const reviewed = result.review?.verdict ?? (options.review === undefined ? 'skipped' : 'not possible')
  const { emit, transaction } = around
  const isOneTransaction = history.transactionScope === 'run' && work.length > 0
  if (isOneTransaction) await transaction.begin()
  for (const [index, task] of work.entries()) {
    if (index > 0 && !isOneTransaction) await renewSession(around.session, history)
    const { migration } = task
    emit({ kind: 'migration', migration, direction: 'up', index: index + 1, total: work.length })
    const isFirst = applied.length === 0 || isOneTransaction
    const script = await toScript(task, alongside)
    const done = await applyScript(around, { ...script, details: { reviewed } }, isFirst)
    emit({ ...done, kind: 'done', direction: 'up' })
    applied.push(done)
  }
  if (isOneTransaction) await transaction.commit()
}

async function toScript(
  { migration, begun, outdated }: Task,
  alongside: Alongside | undefined,
): Promise<ScriptTask> {
  const { version, name, up } = migration
  return {
    ...{ migration, script: up, version, name, direction: 'up', hash: await hashMigration(migration) },
    ...(begun && { begun }),
    ...(outdated && { replaces: { id: outdated.id, outcome: 'superseded' } }),
    ...(alongside && { also: (session, durationMs) => alongside.add(session, migration, durationMs) }),
  }
}
