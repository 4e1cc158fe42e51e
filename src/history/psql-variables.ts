import { SqlSyntaxError, splitSource } from '../sql/index.ts'
import type { Migration, Script } from './migration.ts'
import { type PlaceholderTypeName, placeholderTypes } from './placeholder-types.ts'
import type { Placeholders } from './placeholder-values.ts'
import { replaceAt } from './placeholders.ts'

interface VariableOptions {
  /** What the tool's own settings give. */
  own?: ReadonlyMap<string, string>
  /** Whether `:name` needs a declared type; psql writes it as it is. */
  needsType?: boolean
}

const variable = /^:(?:([A-Za-z_]\w*)|'(\w+)'|"(\w+)")/

/** Comments, strings, names in quotes, and what remains that looks like a variable: a look before the parser is asked. */
const lexeme =
  /--[^\n]*|\/\*[\s\S]*?\*\/|\b[eE]'[^'\\]*(?:\\.[^'\\]*)*'|(?<!:):(?:([A-Za-z_]\w*)|'(\w+)'|"(\w+)")|'[^']*'|"[^"]*"|\$(\w*)\$[\s\S]*?\$\4\$/g

/** What psql commands set while the file is run has its value only then. */
const setsAtRun = /^[ \t]*\\(gset|prompt|getenv)\b|\\gset\b|^\\set[^\n]*`/m

/**
 * Replaces `:name`, `:'name'` and `:"name"` as psql does: nowhere inside strings, comments and function bodies. Where
 * those end only PostgreSQL's parser knows, so it is asked: a variable is where it refuses a colon, and SQL that it takes is never
 * changed. A file whose next error is another one is left as it is from there on; running it will tell.
 *
 * @throws {BrokenHistoryError} for a variable without a value, or with one that is not of its type.
 */
export async function fillVariables(
  script: Script,
  placeholders: Placeholders,
  { own = new Map(), needsType = false }: VariableOptions = {},
): Promise<Script> {
  const names = findNames(script.text)
  if (names.size === 0) return script
  // Also what stands behind an error is no value that nobody wants.
  for (const name of names) placeholders.find(name)
  const inFile = ownVariables(script.text)
  const ask = setsAtRun.test(script.text) ? placeholders.fill : placeholders.require
  let filled = script
  let from = 0
  for (;;) {
    const offset = await firstRefusedColon(filled)
    if (offset === undefined || offset < from) return filled
    const [text = '', plain, literal, identifier] = variable.exec(filled.text.slice(offset)) ?? []
    const name = plain ?? literal ?? identifier
    if (name === undefined) return filled
    const form: PlaceholderTypeName | undefined = literal ? 'text' : identifier ? 'identifier' : undefined
    const line = filled.text.slice(0, offset).split('\n').length
    const known = inFile.get(name)
    const value =
      known === undefined
        ? ask({ name, text, file: script.file, line }, { form, needsType, own: own.get(name) })
        : placeholderTypes[form ?? 'sql'].write(known)
    if (value === undefined) return filled
    filled = replaceAt(filled, offset, text.length, value)
    from = offset + value.length
  }
}

/** Fills all scripts of migrations. */
export function fillMigrations(
  migrations: readonly Migration[],
  fill: (script: Script) => Promise<Script>,
): Promise<Migration[]> {
  return Promise.all(
    migrations.map(async ({ up, down, verify, ...migration }) => ({
      ...migration,
      up: await fill(up),
      ...(down && { down: await fill(down) }),
      ...(verify && { verify: await fill(verify) }),
    })),
  )
}

function findNames(text: string): Set<string> {
  const found = [...text.matchAll(lexeme)].map(
    ([, plain, literal, identifier]) => plain ?? literal ?? identifier,
  )
  return new Set(found.filter(name => name !== undefined))
}

/** `\set name value` in the file itself; a value in backquotes is what a command prints, which is not run here. */
function ownVariables(text: string): Map<string, string> {
  const settings = text.matchAll(/^\\set[ \t]+(\w+)[ \t]+('?)([^'`\r\n]*?)\2[ \t]*$/gm)
  return new Map([...settings].map(([, name, , value]) => [name!, value!]))
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
