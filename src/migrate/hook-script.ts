import {
  type Executor,
  type History,
  readStatements,
  runScript,
  type Script,
  sendStatement,
} from '../history/index.ts'
import type { LedgerTable } from '../ledger/index.ts'
import type { Statement } from '../sql/index.ts'
import { describeFailure, StatementFailed } from './failure.ts'
import type { RunOptions } from './options.ts'
import { prepareSession } from './runner-session.ts'
import { surround } from './surround.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * Runs a hook that belongs to no migration, in a session of its own: what it sets is gone with it. No lock is waited for longer than
 * by a migration.
 *
 * @throws {MigrationFailedError | LockTimeoutError} where it fails.
 */
export async function runHookScript(
  script: Script,
  history: History,
  table: LedgerTable,
  options: RunOptions,
  isPartial: boolean,
): Promise<void> {
  await using session = await options.connect()
  await prepareSession(session, history)
  await using around = surround(session, table, options)
  const { statements, sources } = await readStatements(script)
  try {
    await runScript(script.execution, statements, makeExecutor(around))
  } catch (error) {
    if (!(error instanceof StatementFailed)) throw error
    await around.transaction.rollback()
    const remains = { isPartial, what: 'the hook is run again', untold: undefined }
    throw describeFailure(error, around, sources)?.raise(remains) ?? error.cause
  }
}

function makeExecutor({ session, transaction, witness, interruption, pace, emit }: Surroundings): Executor {
  const attempt = async (act: () => Promise<void>, statement?: Statement) => {
    try {
      await act()
    } catch (error) {
      throw new StatementFailed(statement, error)
    }
    for (const notice of session.takeNotices()) emit({ kind: 'notice', notice })
  }
  const send = (statement: Statement) => () =>
    witness.over(session.pid, () => interruption.over(() => sendStatement(session, statement)))
  return {
    begin: async () => {
      await transaction.begin()
      await transaction.act(async () => {
        await session.execute(`set local lock_timeout = ${pace.lockTimeoutMs}`)
      })
    },
    commit: () => attempt(() => transaction.commit()),
    rollback: () => transaction.rollback(),
    run: statement => attempt(() => transaction.act(send(statement)), statement),
    runAlone: statement => attempt(() => transaction.persist(send(statement)), statement),
  }
}
