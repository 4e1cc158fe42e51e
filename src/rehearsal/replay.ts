import { type Location, locate } from '../base/index.ts'
import { DatabaseError, type Session } from '../engine/index.ts'
import { type Executor, readStatements, runScript, type Script, type Unread } from '../history/index.ts'
import type { Source, Statement } from '../sql/index.ts'
import { ReplayError } from './errors.ts'

/** Runs a script without watching it, as a whole where that means the same. `unread` may be why it fails. */
export async function replayScript(
  session: Session,
  script: Script,
  unread: readonly Unread[] = [],
): Promise<void> {
  const needsSplitting =
    script.execution === 'autocommit' || hasPsqlParts(script.text) || mayEndTransaction(script.text)
  if (!needsSplitting && (await replayText(session, script))) return
  await replayStatements(session, script, unread)
}

/** Backslash commands and COPY data, which the server cannot read. */
function hasPsqlParts(text: string): boolean {
  return /^[ \t]*\\/m.test(text) || /\bfrom\s+stdin\b/i.test(text)
}

/** What was committed before a failure cannot be run once more to find the place. */
function mayEndTransaction(text: string): boolean {
  return /\b(commit|rollback|abort)\s*(;|$|transaction|work)/i.test(text)
}

/** False when it failed, which undid all of it; then statement by statement will tell where. */
async function replayText(session: Session, script: Script): Promise<boolean> {
  const isWrapped = script.execution === 'transaction'
  try {
    if (isWrapped) await session.execute('begin')
    await session.execute(script.text)
    if (isWrapped) await session.execute('commit')
    return true
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    await session.execute('rollback')
    return false
  }
}

async function replayStatements(session: Session, script: Script, unread: readonly Unread[]): Promise<void> {
  const { statements, sources } = await readStatements(script)
  let current: Statement | undefined
  const run = (statement: Statement) => {
    current = statement
    return runStatement(session, statement)
  }
  try {
    await runScript(script.execution, statements, { ...transactionsOf(session), run, runAlone: run })
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    await session.execute('rollback')
    const file = current?.location.file ?? script.file
    const source = { file, text: sources.get(file) ?? '' }
    throw new ReplayError(source, locateError(source, current, error), error, unread)
  }
}

export function transactionsOf(session: Session): Pick<Executor, 'begin' | 'commit' | 'rollback'> {
  const send = (sql: string) => async () => {
    await session.execute(sql)
  }
  return { begin: send('begin'), commit: send('commit'), rollback: send('rollback') }
}

/** Sends one statement, with its COPY data where it has some. */
export async function runStatement(session: Session, statement: Statement): Promise<void> {
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
