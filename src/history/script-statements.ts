import { readFile } from 'node:fs/promises'
import { dirname, isAbsolute, join, normalize } from 'node:path'
import { formatLocation } from '../base/index.ts'
import type { NotAssessed } from '../findings/index.ts'
import {
  type Comment,
  type MetaCommand,
  type Source,
  type SplitSource,
  type SqlSyntaxError,
  type Statement,
  splitSource,
  transactionCommand,
} from '../sql/index.ts'
import { IncludeError } from './errors.ts'
import type { Script } from './migration.ts'

export interface ScriptStatements {
  statements: Statement[]
  comments: Comment[]
  /** The text of the script and of every file it includes, by file name. */
  sources: Map<string, string>
  notAssessed: NotAssessed[]
}

/** psql commands that change nothing in the database. */
const harmless = new Set(
  'echo qecho warn set unset pset timing restrict unrestrict x a t C f o errverbose prompt encoding conninfo g gx .'.split(
    ' ',
  ),
)

/** Every text that a script runs: its own and those it includes; without parsing where it includes none. */
export async function readTexts(script: Source): Promise<string[]> {
  if (!/\\ir?\b/.test(script.text)) return [script.text]
  return [...(await readOwn(script)).sources.values()]
}

export interface ReadingOptions {
  /** Told of each statement that is no SQL; without it the first one is thrown. */
  onError?: (error: SqlSyntaxError) => void
}

/**
 * The statements of a script and of its hooks, with those of the files that it includes by `\i` and `\ir`.
 *
 * @throws {IncludeError} for an included file that is not there or that includes itself.
 */
export async function readStatements(
  script: Source & Pick<Script, 'first' | 'last'>,
  options: ReadingOptions = {},
): Promise<ScriptStatements> {
  const own = await readOwn(script, options)
  const first: ScriptStatements[] = []
  const last: ScriptStatements[] = []
  for (const hook of script.first ?? []) first.push(await readOwn(hook, options))
  for (const hook of script.last ?? []) last.push(await readOwn(hook, options))
  const all = [own, ...first, ...last]
  if (all.length === 1) return own
  return {
    statements: putAround(
      first.flatMap(({ statements }) => statements),
      own.statements,
      last.flatMap(({ statements }) => statements),
    ),
    comments: all.flatMap(({ comments }) => comments),
    sources: new Map(all.flatMap(({ sources }) => [...sources])),
    notAssessed: all.flatMap(({ notAssessed }) => notAssessed),
  }
}

/** Where a script begins and ends a transaction of its own, what is around it is in that. */
export function putAround(
  first: readonly Statement[],
  statements: readonly Statement[],
  last: readonly Statement[] = [],
): Statement[] {
  const isCommand = (statement: Statement | undefined, command: string) =>
    statement !== undefined && transactionCommand(statement) === command
  const start = isCommand(statements[0], 'begin') ? 1 : 0
  const end =
    start === 1 && isCommand(statements.at(-1), 'commit') ? statements.length - 1 : statements.length
  return [
    ...statements.slice(0, start),
    ...first,
    ...statements.slice(start, end),
    ...last,
    ...statements.slice(end),
  ]
}

/** `includers` are the files that led to this one. */
async function readOwn(
  source: Source,
  options: ReadingOptions = {},
  includers: readonly string[] = [],
): Promise<ScriptStatements> {
  const split = await splitSource(source, options.onError)
  const sources = new Map([[source.file, source.text]])
  const result: ScriptStatements = { statements: [], comments: split.comments, sources, notAssessed: [] }
  for (const item of inOrder(split)) {
    if ('node' in item) result.statements.push(item)
    else await followCommand(item, options, [...includers, source.file], result)
  }
  return result
}

function inOrder({ statements, metaCommands }: SplitSource): (Statement | MetaCommand)[] {
  const place = ({ location: { line, column } }: Statement | MetaCommand) => line * 1e6 + column
  return [...statements, ...metaCommands].sort((a, b) => place(a) - place(b))
}

async function followCommand(
  command: MetaCommand,
  options: ReadingOptions,
  includers: readonly string[],
  result: ScriptStatements,
): Promise<void> {
  if (harmless.has(command.name)) return
  if (command.name === 'i' || command.name === 'ir') {
    const included = await readIncluded(command, options, includers)
    result.statements.push(...included.statements)
    result.comments.push(...included.comments)
    result.notAssessed.push(...included.notAssessed)
    for (const [name, text] of included.sources) result.sources.set(name, text)
    return
  }
  result.notAssessed.push({
    what: `\\${command.name} at ${formatLocation(command.location)}`,
    because: 'psql commands that run or choose SQL are not followed',
    location: command.location,
  })
}

async function readIncluded(
  command: MetaCommand,
  options: ReadingOptions,
  includers: readonly string[],
): Promise<ScriptStatements> {
  const place = formatLocation(command.location)
  const quoted = /^'(.*)'$/.exec(command.argument)?.[1]
  const named = quoted?.replaceAll("''", "'") ?? command.argument
  const file =
    command.name === 'ir' && !isAbsolute(named) ? join(dirname(includers.at(-1)!), named) : normalize(named)
  if (includers.includes(file)) throw new IncludeError(`${place}: ${file} includes itself`)
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new IncludeError(`${place}: ${file} cannot be included: ${cause.message}`, { cause })
  })
  return readOwn({ file, text }, options, includers)
}
