import { quoteLiteral, SqlSyntaxError, splitSource } from '../sql/index.ts'
import type { Script } from './migration.ts'
import { replaceAt } from './placeholders.ts'

const variable = /^:(?:(\w+)|'(\w+)'|"(\w+)")/

/**
 * Replaces `:name`, `:'name'` and `:"name"` as psql does: nowhere inside strings, comments and function bodies. Where
 * those end only PostgreSQL's parser knows, so it is asked: a variable is where it refuses a colon. A file whose next
 * error is another one, or a variable without a value, is left as it is from there on; running it will tell.
 */
export async function fillVariables(script: Script, variables: ReadonlyMap<string, string>): Promise<Script> {
  if (!/(?<!:):['"]?[A-Za-z_]/.test(script.text)) return script
  const known = new Map([...variables, ...ownVariables(script.text)])
  let filled = script
  let from = 0
  for (;;) {
    const offset = await firstRefusedColon(filled)
    if (offset === undefined || offset < from) return filled
    const [mark = ''] = variable.exec(filled.text.slice(offset)) ?? []
    const value = renderVariable(mark, known)
    if (value === undefined) return filled
    filled = replaceAt(filled, offset, mark.length, value)
    from = offset + value.length
  }
}

/** `\set name value` in the file itself; a value in backquotes is what a command prints, which is not run here. */
function ownVariables(text: string): [string, string][] {
  const settings = text.matchAll(/^\\set[ \t]+(\w+)[ \t]+('?)([^'`\r\n]*?)\2[ \t]*$/gm)
  return [...settings].map(([, name, , value]) => [name!, value!])
}

async function firstRefusedColon(script: Script): Promise<number | undefined> {
  try {
    await splitSource(script)
    return undefined
  } catch (error) {
    if (!(error instanceof SqlSyntaxError)) throw error
    const lines = script.text.split('\n').slice(0, error.location.line - 1)
    const offset = lines.reduce((sum, line) => sum + line.length + 1, error.location.column - 1)
    return script.text[offset] === ':' ? offset : undefined
  }
}

function renderVariable(mark: string, variables: ReadonlyMap<string, string>): string | undefined {
  const [, plain, literal, identifier] = variable.exec(mark) ?? []
  const value = variables.get(plain ?? literal ?? identifier ?? '')
  if (value === undefined) return undefined
  if (literal !== undefined) return quoteLiteral(value)
  return identifier === undefined ? value : `"${value.replaceAll('"', '""')}"`
}
