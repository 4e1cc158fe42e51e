import { type Migration, readStatements, runScript, type Script } from '../history/index.ts'
import type { BackfillOptions } from './backfill/options.ts'
import { readMarks } from './backfill/options.ts'
import { executionWith, requireMarkKept } from './backfill/placement.ts'
import { LedgerExecutor } from './executor.ts'
import { describeFailure, isRefusal, StatementFailed } from './failure.ts'
import { type Attempt, LedgerRecord } from './record.ts'
import { executionOfRest, leftOf, restoreSettings, stepsOf } from './resume.ts'
import type { Surroundings } from './surroundings.ts'

/** A migration that was applied, or taken back. */
export interface Applied {
  migration: Migration
  durationMs: number
  /** How many statements this run did. */
  statements: number
}

export interface ScriptTask extends Omit<Attempt, 'statements'> {
  migration: Migration
  script: Script
  /** Whether scripts come after it in the same transaction. */
  isFollowed?: boolean
  /** Every statement is a backfill of this kind, marked or not. */
  backfill?: BackfillOptions
}

/**
 * Runs one script of a migration, or what is left of it, with its entry in the ledger. `isFirst` tells whether nothing of the
 * run would stay if this one left nothing.
 *
 * @throws {MigrationFailedError} when a statement fails, {LockTimeoutError} when locks were waited for in vain,
 * {InDoubtError} when nobody can tell what an interrupted statement has done, {InterruptedError} when it was told to end.
 */
export async function applyScript(
  around: Surroundings,
  task: ScriptTask,
  isFirst: boolean,
): Promise<Applied> {
  const { migration, script, backfill, isFollowed = false, ...attempt } = task
  around.interruption.check()
  const { statements, comments, sources } = await readStatements(script)
  const steps = stepsOf(statements)
  const marks = readMarks(statements, comments)
  const backfills =
    backfill === undefined ? marks : new Map(steps.map(step => [step, { ...backfill, ...marks.get(step) }]))
  requireMarkKept(statements, backfills, attempt.begun)
  const left = leftOf(script.file, statements, attempt.begun)
  const record = new LedgerRecord(around.session, around.table, around.tool, {
    ...attempt,
    statements: steps,
  })
  const executor = new LedgerExecutor(around, record, steps, backfills)
  try {
    await restoreSettings(around.session, statements, attempt.begun)
    await runScript(
      executionOfRest(executionWith(script.execution, statements, backfills), attempt.begun),
      left,
      executor,
      around.transaction.isOpen,
    )
    await executor.finish(isFollowed)
  } catch (error) {
    const failed = error instanceof StatementFailed ? error : new StatementFailed(undefined, error)
    const failure = describeFailure(failed, around, sources)
    if (failure === undefined) throw failed.cause
    await around.transaction.rollback()
    const untold = await record.fail(failure.message).then(nothing, (error: unknown) => {
      if (!isRefusal(error)) throw error
      return error
    })
    throw failure.raise({ isPartial: !isFirst || record.isPartial, what: record.remains, untold })
  }
  return { migration, durationMs: record.durationMs, statements: stepsOf(left).length }
}

function nothing(): undefined {}
