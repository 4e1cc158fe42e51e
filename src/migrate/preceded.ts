import { putAround, readStatements, type Script, type ScriptStatements } from '../history/index.ts'

/** The statements of a script, and of what is run before it. */
export async function readPreceded(
  script: Script,
  first?: Script,
): Promise<Pick<ScriptStatements, 'statements' | 'comments' | 'sources'>> {
  const read = await readStatements(script)
  if (first === undefined) return read
  const before = await readStatements(first)
  return {
    statements: putAround(before.statements, read.statements),
    comments: read.comments,
    sources: new Map([...read.sources, ...before.sources]),
  }
}
