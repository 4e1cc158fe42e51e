import { needsOwnTransaction, type Statement, transactionCommand } from '../sql/index.ts'
import type { Execution } from './migration.ts'

/** What carries a script out, one step at a time. */
export interface Executor {
  begin(): Promise<void>
  commit(): Promise<void>
  rollback(): Promise<void>
  /** Runs a statement in the open transaction. */
  run(statement: Statement): Promise<void>
  /** Runs a statement that has to be outside a transaction. */
  runAlone(statement: Statement): Promise<void>
  /** Whether it wants a statement outside a transaction though the server would not insist. */
  runsAlone?(statement: Statement): boolean
}

/**
 * Runs the statements of a script in the transactions its tool would run them in. A statement outside every transaction
 * gets one of its own, which is what the server does too, so that it can be looked at before it commits.
 * Errors of the executor pass through, with the transaction left to the caller to roll back.
 */
export async function runScript(
  execution: Execution,
  statements: readonly Statement[],
  executor: Executor,
  isInTransaction = false,
): Promise<void> {
  const isShared = execution === 'transaction' || (execution === 'single-call' && statements.length > 1)
  let isOpen = isInTransaction
  let opensItself = isShared && !isInTransaction
  for (const statement of statements) {
    const command = transactionCommand(statement)
    if (command === 'begin') {
      // BEGIN inside a transaction is only a warning.
      if (!isOpen) await executor.begin()
      isOpen = true
    } else if (command !== undefined) {
      if (isOpen) await executor[command]()
      isOpen = false
      // After COMMIT in one message the rest shares a new transaction; after COMMIT inside a tool's own it has none.
      opensItself = isShared && execution === 'single-call'
    } else if (isOpen) {
      await executor.run(statement)
    } else if (opensItself) {
      await executor.begin()
      isOpen = true
      await executor.run(statement)
    } else {
      await runByItself(statement, executor)
    }
  }
  if (isOpen && !isInTransaction) await executor.commit()
}

async function runByItself(statement: Statement, executor: Executor): Promise<void> {
  const isAlone = needsOwnTransaction(statement) || mayCommit(statement) || needsBlock(statement)
  if (isAlone || executor.runsAlone?.(statement)) return executor.runAlone(statement)
  await executor.begin()
  await executor.run(statement)
  await executor.commit()
}

/** Procedures and DO blocks may end transactions, which they can only outside a block. */
function mayCommit(statement: Statement): boolean {
  if (statement.kind === 'CallStmt') return true
  return statement.kind === 'DoStmt' && /\b(commit|rollback)\b/i.test(statement.text)
}

/** The server refuses these outside a transaction block, so they must not be given one. */
function needsBlock({ kind }: Statement): boolean {
  return kind === 'LockStmt' || kind === 'DeclareCursorStmt' || kind === 'TransactionStmt'
}
