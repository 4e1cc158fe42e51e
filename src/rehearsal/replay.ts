import { DatabaseError, type Session } from '../engine/index.ts'
import {
  locateError,
  readStatements,
  runScript,
  type Script,
  sendStatement,
  transactionsOf,
  type Unread,
} from '../history/index.ts'
import type { Statement } from '../sql/index.ts'
import { ReplayError } from './errors.ts'

/** Runs a script without watching it, as a whole where that means the same. `unread` may be why it fails. */
export async function replayScript(
  session: Session,
  script: Script,
  unread: readonly Unread[] = [],
): Promise<void> {
  const needsSplitting =
    script.execution === 'autocommit' ||
    hasHooks(script) ||
    hasPsqlParts(script.text) ||
    mayEndTransaction(script.text)
  if (!needsSplitting && (await replayText(session, script))) return
  await replayStatements(session, script, unread)
}

function hasHooks({ first = [], last = [] }: Script): boolean {
  return first.length + last.length > 0
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
    return sendStatement(session, statement)
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
