import { locate } from '../base/index.ts'
import { DatabaseError, type Session } from '../engine/index.ts'
import type { Script } from '../history/index.ts'
import type { Source, Statement } from '../sql/index.ts'
import { ReplayError } from './errors.ts'
import { type Executor, runScript } from './run-script.ts'
import { readStatements } from './script-statements.ts'

/** Runs a script without watching it, as a whole where that means the same. */
export async function replayScript(session: Session, script: Script): Promise<void> {
  const needsSplitting = script.execution === 'autocommit' || hasPsqlParts(script.text)
  if (needsSplitting) await replayStatements(session, script)
  else await replayText(session, script)
}

/** Backslash commands and COPY data, which the server cannot read. */
function hasPsqlParts(text: string): boolean {
  return /^[ \t]*\\/m.test(text) || /\bfrom\s+stdin\b/i.test(text)
}

async function replayText(session: Session, script: Script): Promise<void> {
  const isWrapped = script.execution === 'transaction'
  try {
    if (isWrapped) await session.execute('begin')
    await session.execute(script.text)
    if (isWrapped) await session.execute('commit')
  } catch (error) {
    throw await failReplay(session, script, 0, error)
  }
}

async function replayStatements(session: Session, script: Script): Promise<void> {
  const { statements, sources } = await readStatements(script)
  let current: Statement | undefined
  const run = (statement: Statement) => {
    current = statement
    return runStatement(session, statement)
  }
  try {
    await runScript(script.execution, statements, { ...transactionsOf(session), run, runAlone: run })
  } catch (error) {
    const file = current?.location.file ?? script.file
    throw await failReplay(session, { file, text: sources.get(file) ?? '' }, current?.start ?? 0, error)
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

async function failReplay(session: Session, source: Source, start: number, error: unknown): Promise<unknown> {
  if (!(error instanceof DatabaseError)) return error
  await session.execute('rollback')
  return new ReplayError(source, locateError(source, start, error), error)
}

/** Where in a source an error is; `start` is where the SQL that was sent begins in it. */
export function locateError(source: Source, start: number, error: DatabaseError) {
  const sent = source.text.slice(start)
  const codePoints = (error.position ?? 1) - 1
  const offset = start + [...sent.slice(0, codePoints * 2)].slice(0, codePoints).join('').length
  return locate(source.file, source.text, offset, Math.min(offset + 1, source.text.length))
}
