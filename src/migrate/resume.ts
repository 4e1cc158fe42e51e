import type { Session } from '../engine/index.ts'
import { type Execution, sendStatement } from '../history/index.ts'
import { type LedgerEntry, prefixHasher } from '../ledger/index.ts'
import { type Statement, transactionCommand } from '../sql/index.ts'
import { InDoubtError, MigrationRefusedError } from './errors.ts'
import { StatementFailed } from './failure.ts'

/** What a script does, without the commands that begin and end its transactions. */
export function stepsOf(statements: readonly Statement[]): Statement[] {
  return statements.filter(statement => transactionCommand(statement) === undefined)
}

/**
 * The statements that are left of a script that was begun.
 *
 * @throws {MigrationRefusedError} when those that are done are others than they were then.
 * @throws {InDoubtError} when the rest needs what ended with the session that began.
 */
export function leftOf(
  file: string,
  statements: readonly Statement[],
  begun: LedgerEntry | undefined,
): readonly Statement[] {
  if (begun === undefined || begun.done === 0) return statements
  const done = stepsOf(statements).slice(0, begun.done)
  requireSameBeginning(file, done, begun)
  if (done.some(makesTemporary)) {
    throw new InDoubtError(`${file}: it was interrupted, and its temporary tables are gone`, {
      hint: 'Finish it by hand and say so: pgwright migrate repair --done <version>',
    })
  }
  return statements.slice(statements.indexOf(done.at(-1)!) + 1)
}

/** @throws {MigrationRefusedError} when the statements that are done are others than they were then. */
export function requireSameBeginning(
  file: string,
  steps: readonly Statement[],
  { done, doneHash }: LedgerEntry,
): void {
  if (done === 0 || (done <= steps.length && doneHash === prefixHasher(steps)(done))) return
  throw new MigrationRefusedError(
    `${file}: its first ${done} statements are done, and are not the same any more`,
    { hint: 'Bring them back as they were; what comes after them may be edited.' },
  )
}

/** Once a script has ended the transaction that its tool gave it, what follows has none. */
export function executionOfRest(execution: Execution, begun: LedgerEntry | undefined): Execution {
  return begun !== undefined && begun.done > 0 && execution === 'transaction' ? 'autocommit' : execution
}

/** What the statements that are done have set in their session. */
export async function restoreSettings(
  session: Session,
  statements: readonly Statement[],
  begun: LedgerEntry | undefined,
): Promise<void> {
  for (const statement of stepsOf(statements).slice(0, begun?.done ?? 0)) {
    const { node } = statement
    if (!('VariableSetStmt' in node) || node.VariableSetStmt.is_local) continue
    await sendStatement(session, statement).catch(error => {
      throw new StatementFailed(statement, error)
    })
  }
}

function makesTemporary({ node }: Statement): boolean {
  const relation =
    'CreateStmt' in node
      ? node.CreateStmt.relation
      : 'CreateTableAsStmt' in node
        ? node.CreateTableAsStmt.into?.rel
        : undefined
  return relation?.relpersistence === 't'
}
