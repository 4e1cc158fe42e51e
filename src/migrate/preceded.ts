import { readStatements, type Script, type ScriptStatements } from '../history/index.ts'
import { type Statement, transactionCommand } from '../sql/index.ts'

/** The statements of a script, and of what is run before it. */
export async function readPreceded(
  script: Script,
  first?: Script,
): Promise<Pick<ScriptStatements, 'statements' | 'comments' | 'sources'>> {
  const read = await readStatements(script)
  if (first === undefined) return read
  const before = await readStatements(first)
  return {
    statements: putFirst(before.statements, read.statements),
    comments: read.comments,
    sources: new Map([...read.sources, ...before.sources]),
  }
}

/** Where a script begins its own transaction, the copies are made in it. */
export function putFirst(first: readonly Statement[], statements: readonly Statement[]): Statement[] {
  const begins = statements[0] !== undefined && transactionCommand(statements[0]) === 'begin' ? 1 : 0
  return [...statements.slice(0, begins), ...first, ...statements.slice(begins)]
}
