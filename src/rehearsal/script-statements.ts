import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { formatLocation } from '../base/index.ts'
import type { NotAssessed } from '../findings/index.ts'
import {
  type Comment,
  type MetaCommand,
  type Source,
  type SplitSource,
  type Statement,
  splitSource,
} from '../sql/index.ts'

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

/** The statements of a script, with those of the files that it includes by `\i` and `\ir`. */
export async function readStatements(source: Source): Promise<ScriptStatements> {
  const split = await splitSource(source)
  const sources = new Map([[source.file, source.text]])
  const result: ScriptStatements = { statements: [], comments: split.comments, sources, notAssessed: [] }
  for (const item of inOrder(split)) {
    if ('node' in item) result.statements.push(item)
    else await followCommand(source, item, result)
  }
  return result
}

function inOrder({ statements, metaCommands }: SplitSource): (Statement | MetaCommand)[] {
  const place = ({ location: { line, column } }: Statement | MetaCommand) => line * 1e6 + column
  return [...statements, ...metaCommands].sort((a, b) => place(a) - place(b))
}

async function followCommand(source: Source, command: MetaCommand, result: ScriptStatements): Promise<void> {
  if (harmless.has(command.name)) return
  if (command.name === 'i' || command.name === 'ir') {
    const folder = command.name === 'ir' ? dirname(source.file) : '.'
    const file = join(folder, command.argument.replace(/^'(.*)'$/, '$1'))
    const included = await readStatements({ file, text: await readFile(file, 'utf8') })
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
