import { type Location, locate } from '../base/index.ts'
import type { DatabaseError, Session } from '../engine/index.ts'
import type { Source, Statement } from '../sql/index.ts'
import type { History } from './migration.ts'
import type { Executor } from './run-script.ts'

export function transactionsOf(session: Session): Pick<Executor, 'begin' | 'commit' | 'rollback'> {
  const send = (sql: string) => async () => {
    await session.execute(sql)
  }
  return { begin: send('begin'), commit: send('commit'), rollback: send('rollback') }
}

/** Sets what every session of a history's tool begins with. */
export async function applySettings(
  session: Session,
  { settings }: Pick<History, 'settings'>,
): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    await session.query('select pg_catalog.set_config($1, $2, false)', [name, value])
  }
}

/** Sends one statement, with its COPY data where it has some. */
export async function sendStatement(session: Session, statement: Statement): Promise<void> {
  if (statement.copyData === undefined) await session.execute(statement.text)
  else await session.copyIn(statement.text, statement.copyData)
}

/** Where in a source an error is: where the server says, else where the statement begins. */
export function locateError(
  source: Source,
  statement: Statement | undefined,
  error: DatabaseError,
): Location {
  const start = statement?.start ?? 0
  if (statement !== undefined && (error.position === undefined || error.internalQuery !== undefined)) {
    return statement.location
  }
  const codePoints = (error.position ?? 1) - 1
  const sent = source.text.slice(start, start + codePoints * 2)
  const offset = start + [...sent].slice(0, codePoints).join('').length
  return locate(source.file, source.text, offset, Math.min(offset + 1, source.text.length))
}
