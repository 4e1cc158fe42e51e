import { formatLocation } from '../../base/index.ts'
import {
  type Execution,
  type Executor,
  type History,
  readStatements,
  runScript,
} from '../../history/index.ts'
import type { LedgerEntry } from '../../ledger/index.ts'
import type { Statement } from '../../sql/index.ts'
import { BackfillRefusedError, MigrationRefusedError } from '../errors.ts'
import { stepsOf } from '../resume.ts'
import type { Task } from '../work.ts'
import { type BackfillOptions, mayHoldBackfill, readMarks } from './options.ts'
import { readShape } from './shape.ts'
import type { BackfillState } from './state.ts'

/** The statements of a script that are run in batches, and how. */
export type Backfills = ReadonlyMap<Statement, BackfillOptions>

/** A script in which everything else only sets something needs none of the transactions that its tool would give it. */
export function executionWith(
  execution: Execution,
  statements: readonly Statement[],
  backfills: Backfills,
): Execution {
  const isTheirs = statements.every(it => backfills.has(it) || it.kind === 'VariableSetStmt')
  return backfills.size > 0 && isTheirs ? 'autocommit' : execution
}

/**
 * Refuses what is known to fail before anything is run: marked statements that cannot be batched, and those that would be in
 * a transaction.
 *
 * @throws {BackfillRefusedError | UsageError}
 */
export async function requireBackfillsFit(
  { transactionScope, format }: History,
  work: readonly Task[],
): Promise<void> {
  for (const { migration } of work) {
    const { up } = migration
    if (!mayHoldBackfill(up.text)) continue
    const { statements, comments } = await readStatements(up)
    const backfills = readMarks(statements, comments)
    for (const statement of backfills.keys()) readShape(statement)
    const execution = executionWith(up.execution, statements, backfills)
    const isShared = transactionScope === 'run'
    await runScript(execution, statements, lookInto(backfills, format, isShared), isShared)
  }
}

/** Runs nothing, and refuses a backfill that would be run in a transaction. */
function lookInto(backfills: Backfills, format: string, isShared: boolean): Executor {
  const nothing = async () => undefined
  return {
    ...{ begin: nothing, commit: nothing, rollback: nothing, runAlone: nothing },
    runsAlone: statement => backfills.has(statement),
    async run(statement) {
      if (!backfills.has(statement)) return
      throw new BackfillRefusedError(
        `${formatLocation(statement.location)}: a backfill cannot be part of a transaction, and ${format} gives it one with what is beside it`,
        {
          hint: isShared
            ? 'Take it out of the folder and run it by itself: pgwright migrate backfill --file <file>'
            : 'Put it into a migration of its own.',
        },
      )
    },
  }
}

/**
 * A backfill that was begun must not be gone on with as a whole.
 *
 * @throws {MigrationRefusedError}
 */
export function requireMarkKept(
  statements: readonly Statement[],
  backfills: Backfills,
  begun: LedgerEntry | undefined,
): void {
  const state = begun?.details.backfill as BackfillState | undefined
  if (state === undefined || begun?.doing !== state.statement) return
  const statement = stepsOf(statements)[state.statement - 1]
  if (statement !== undefined && backfills.has(statement)) return
  throw new MigrationRefusedError(`${begun.name}: a backfill was begun, and is not marked as one any more`, {
    hint: 'Put “-- pgwright: backfill” back before its statement.',
  })
}
