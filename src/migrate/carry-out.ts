import type { Session } from '../engine/index.ts'
import { type Alongside, type History, hashMigration, workAlongside } from '../history/index.ts'
import { dropDetail, type LedgerTable } from '../ledger/index.ts'
import { type Applied, applyScript, type ScriptTask } from './apply.ts'
import { requireBackfillsFit } from './backfill/placement.ts'
import { ReviewBlockedError } from './errors.ts'
import { type HookScene, runBetweenHooks, runHooksOfEach } from './hooks.ts'
import { hooksOwed, owesHooks } from './hooks-owed.ts'
import type { UpOptions, UpResult } from './options.ts'
import { renewSession } from './runner-session.ts'
import { surround } from './surround.ts'
import type { Task } from './work.ts'

/** What is to be done, by whom it is done, and what is done so far. */
export interface Run {
  session: Session
  table: LedgerTable
  history: History
  work: readonly Task[]
  /** Grows with each migration that is applied. */
  result: UpResult
  options: UpOptions
}

/** Has the work judged where that is asked for, applies one migration after the other, and looks at what came of it. */
export async function carryOut(run: Run): Promise<void> {
  const { session, table, history, work, result, options } = run
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
  const scene: HookScene = { history, direction: 'up', table, options, done: result.applied }
  await runBetweenHooks(scene, () => applyAll(run, scene, alongside))
  if (owesHooks(history)) {
    // The last migration may have become a role that may not write there.
    await renewSession(session, history)
    await dropDetail(session, table, hooksOwed)
  }
  if (result.review === undefined) return
  const { compareWithPreview } = await import('./preview.ts')
  result.findings = await compareWithPreview(session, result.review)
}

async function applyAll(
  { session, table, history, work, result, options }: Run,
  scene: HookScene,
  alongside: Alongside | undefined,
): Promise<void> {
  await using around = surround(session, table, options)
  const applied: Applied[] = []
  const reviewed = result.review?.verdict ?? (options.review === undefined ? 'skipped' : 'not possible')
  const { emit, transaction } = around
  const isOneTransaction = history.transactionScope === 'run' && work.length > 0
  if (isOneTransaction) await transaction.begin()
  for (const [index, task] of work.entries()) {
    if (index > 0 && !isOneTransaction) await renewSession(session, history)
    const { migration } = task
    emit({ kind: 'migration', migration, direction: 'up', index: index + 1, total: work.length })
    const isFirst = result.applied.length === 0 || isOneTransaction
    const isFollowed = isOneTransaction && index < work.length - 1
    const script = await toScript(task, alongside)
    const details = { reviewed, ...(owesHooks(history) && { [hooksOwed]: true }) }
    await runHooksOfEach(scene, 'beforeEach', migration)
    const done = await applyScript(around, { ...script, isFollowed, details }, isFirst)
    emit({ ...done, kind: 'done', direction: 'up' })
    applied.push(done)
    // What others follow in the same transaction is not there before they are.
    if (!isFollowed) result.applied.push(...applied.splice(0))
    await runHooksOfEach(scene, 'afterEach', migration)
  }
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
