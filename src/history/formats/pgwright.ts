import { didYouMean } from '../../base/index.ts'
import { BrokenHistoryError } from '../errors.ts'
import type { Folder } from '../folder.ts'
import { defineFormat } from '../format.ts'
import { type Migration, type Phase, phases, type Script } from '../migration.ts'
import { compareNumbers, compareText } from '../order.ts'
import { fillMigrations, fillVariables } from '../psql-variables.ts'
import { byVersion, findByText, keepRanges } from '../scripts.ts'

const sections = ['up', 'verify', 'revert'] as const
/** `backfill` is about the statement below it, in the files of every tool. */
const directives = [...sections, 'no-transaction', 'phase', 'requires', 'repeatable', 'backfill'] as const
const directive = /^--[^\S\n]*pgwright:[^\S\n]*(\S*)[^\S\n]*(.*?)[^\S\n]*\r?$/gm
const ownDirective =
  /^--[^\S\n]*pgwright:[^\S\n]*(up|verify|revert|no-transaction|phase|requires|repeatable)\b/m

export const pgwright = defineFormat({
  name: 'pgwright',
  title: 'pgwright',
  docs: `\`<version>_<name>.sql\`, ordered by the version as a number, in plain SQL with directives in comments that begin a line:
\`-- pgwright: up\`, \`verify\` and \`revert\` begin sections; what stands before the first of them is \`up\`. A section runs in
one transaction; with \`-- pgwright: no-transaction\` in it statement by statement, and its own BEGIN and COMMIT count.
\`-- pgwright: requires <version>\` names a migration that must come before. \`-- pgwright: phase expand\` (or \`migrate\`, or
\`contract\`) says on which side of a release it belongs: \`pgwright migrate up --phase expand\` stops before what comes later.
A file with \`-- pgwright: repeatable\` needs no version; it runs after the others, by name, and again whenever its \`up\` section
changes. A directive that is not known is an error. Placeholders are written as psql writes its variables: \`:'name'\` becomes
text, \`:"name"\` an identifier, \`:name\` what its declared type says.`,
  detect(folder) {
    const file = findByText(folder, ownDirective)
    return file === undefined
      ? undefined
      : { certainty: 'certain', because: `${folder.label(file)} has directives of pgwright` }
  },
  async read(folder, placeholders) {
    const files = folder
      .list()
      .filter(path => path.endsWith('.sql'))
      .flatMap(path => readFile(folder, path) ?? [])
    const versioned = files
      .filter(({ isRepeatable }) => !isRepeatable)
      .sort((a, b) => compareNumbers(a.version, b.version))
    byVersion(
      folder,
      versioned.map(({ path, version }) => ({ path, version: String(BigInt(version)) })),
    )
    const repeatable = files
      .filter(({ isRepeatable }) => isRepeatable)
      .sort((a, b) => compareText(a.version, b.version))
    const ordered = [...versioned, ...repeatable]
    for (const [index, file] of ordered.entries()) checkRequired(folder, file, ordered.slice(0, index))
    const migrations = ordered.map(({ path, requires, ...migration }): Migration => migration)
    const fill = (script: Script) => fillVariables(script, placeholders, { needsType: true })
    return { migrations: await fillMigrations(migrations, fill) }
  },
  write: {
    path: (version, name) => `${version}_${name}.sql`,
    frame: (script, isAlone) =>
      `-- pgwright: up\n${isAlone ? noTransaction : ''}${script}\n-- pgwright: revert\n`,
    alone: 'many',
    makeAlone: text => noTransaction + text,
  },
})

const noTransaction = '-- pgwright: no-transaction\n'

interface ReadFile extends Migration {
  path: string
  requires: string[]
}

interface Section {
  name: (typeof sections)[number]
  start: number
  end: number
  isTransactional: boolean
}

/** Nothing for a file that has neither a version nor a directive that makes it repeatable. */
function readFile(folder: Folder, path: string): ReadFile | undefined {
  const text = folder.text(path)
  const parts: Section[] = [{ name: 'up', start: 0, end: text.length, isTransactional: true }]
  const requires: string[] = []
  let phase: Phase | undefined
  let isRepeatable = false
  for (const match of text.matchAll(directive)) {
    const [line, word = '', rest = ''] = match
    const fail = makeFailure(folder, path, text, match.index)
    const section = sections.find(name => name === word)
    if (section !== undefined) {
      parts.at(-1)!.end = match.index
      parts.push({
        ...{ name: section, start: match.index + line.length, end: text.length, isTransactional: true },
      })
    } else if (word === 'no-transaction') parts.at(-1)!.isTransactional = false
    else if (word === 'repeatable') isRepeatable = true
    else if (word === 'requires') requires.push(rest)
    else if (word === 'phase') {
      phase = phases.find(it => it === rest)
      if (phase === undefined)
        throw fail(`there is no phase "${rest}", but ${phases.join(', ')}.${didYouMean(rest, phases)}`)
    } else if (word !== 'backfill')
      throw fail(`there is no directive "${word}".${didYouMean(word, directives)}`)
  }
  const stem = path.replace(/\.sql$/, '')
  const [, version, name] = /^(\d+)_(.+)$/.exec(stem) ?? []
  if (version === undefined && !isRepeatable) return undefined
  const [down, verify] = (['revert', 'verify'] as const).map(it => toScript(folder, path, parts, it))
  return {
    ...{ path, requires, isRepeatable, version: isRepeatable ? stem : version!, name: name ?? stem },
    up: toScript(folder, path, parts, 'up') ?? {
      file: folder.label(path),
      text: '',
      execution: 'transaction',
    },
    ...(down && { down }),
    ...(verify && { verify }),
    ...(phase && { phase }),
  }
}

/** Nothing where the section is not there, or is empty. */
function toScript(
  folder: Folder,
  path: string,
  parts: readonly Section[],
  name: Section['name'],
): Script | undefined {
  const own = parts.filter(part => part.name === name)
  const text = keepRanges(
    folder.text(path),
    own.map(({ start, end }) => [start, end] as const),
  )
  if (name !== 'up' && text.trim() === '') return undefined
  const isTransactional = own.every(part => part.isTransactional)
  return { file: folder.label(path), text, execution: isTransactional ? 'transaction' : 'autocommit' }
}

function checkRequired(folder: Folder, { path, requires }: ReadFile, before: readonly ReadFile[]): void {
  const missing = requires.find(version => !before.some(it => it.version === version))
  if (missing === undefined) return
  throw new BrokenHistoryError([folder.label(path)], `requires ${missing}, which does not come before it`)
}

function makeFailure(folder: Folder, path: string, text: string, offset: number) {
  const line = text.slice(0, offset).split('\n').length
  return (problem: string) => new BrokenHistoryError([`${folder.label(path)}:${line}`], problem)
}
