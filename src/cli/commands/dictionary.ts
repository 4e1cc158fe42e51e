import { stat } from 'node:fs/promises'
import { count, ExitCode, type FileChange, planFile, planFolder, UsageError } from '../../base/index.ts'
import {
  type AboutRule,
  type Dictionary,
  type DictionaryFormat,
  describeDatabase,
  dictionaryFormats,
  listUncommented,
  markdownMark,
  renderDictionary,
  renderMarkdownFiles,
} from '../../dictionary/index.ts'
import { readSources } from '../../sources/index.ts'
import { defineCommand, type Invocation } from '../command.ts'
import { loadConfig } from '../config.ts'
import { keepFiles } from '../keep-files.ts'
import { readSourceOptions, sourceOptions } from '../sources.ts'

export const dictionary = defineCommand({
  name: 'dictionary',
  summary: 'describe a database to the people who work with it',
  description:
    'Writes down schemas, tables, views, types and functions with their columns, keys, indexes, policies, comments, who ' +
    'answers for them and what refers to them: as Markdown for review, as one HTML file with search for everybody, as JSON ' +
    'for programs. The same database gives the same bytes. With --check nothing is written: it fails when what is there is ' +
    'no longer true.',
  arguments: [
    {
      name: '[source]',
      summary:
        'a database (URL or name), a snapshot file, a migration folder or an SQL file (default: the configured database)',
    },
  ],
  options: [
    {
      flags: '--format <format>',
      summary: 'how to describe it (default: markdown)',
      choices: dictionaryFormats,
    },
    { flags: '--json', summary: 'short for --format json' },
    {
      flags: '--out <file|folder/>',
      summary:
        'write there (default: standard output); Markdown in a folder is a file for each table, with a README.md for each schema',
    },
    {
      flags: '--check',
      summary: 'write nothing; exit with 1 when what --out names is not what would be written',
    },
    {
      flags: '--min-comments <percent>',
      summary: 'exit with 1 when fewer of the tables and columns have a comment',
      isCount: true,
    },
    { flags: '--title <text>', summary: 'what the database is called (default: its name)' },
    ...sourceOptions,
    {
      flags: '--config <file>',
      summary: 'the configuration (default: the nearest pgwright.config.* or package.json#pgwright)',
    },
  ],
  examples: [
    {
      command: 'pgwright dictionary production --format html --out dictionary.html',
      explains: 'a site in one file',
    },
    {
      command: 'pgwright dictionary db/migrations --out docs/schema/',
      explains: 'what the migrations make, as Markdown beside them',
    },
    {
      command: 'pgwright dictionary db/migrations --out docs/schema/ --check --min-comments 80',
      explains: 'in CI: are the docs true, and is there enough of them?',
    },
  ],
  exits: {
    [ExitCode.ok]: 'written, or still true',
    [ExitCode.findings]: 'not true any more, or too few comments',
    [ExitCode.usage]: '',
    [ExitCode.unreachable]: '',
    [ExitCode.refused]: 'a file of somebody else would be lost',
  },
  async run({ options, args: [source = ''], io }) {
    const { out, check = false, minComments = 0 } = options
    const format: DictionaryFormat = options.json ? 'json' : (options.format ?? 'markdown')
    if (check && out === undefined) throw new UsageError('Say with --out what --check should look at')
    const described = await describeSource(source, { options, io })
    if (out === undefined) io.print(renderDictionary(described, format))
    const isFresh =
      out === undefined || (await keepFiles(await planOutput(described, format, out), check, io))
    const isCommented = tellCoverage(described, minComments, io)
    return isFresh && isCommented ? ExitCode.ok : ExitCode.findings
  },
})

async function describeSource(
  name: string,
  { options, io }: Pick<Invocation, 'options' | 'io'>,
): Promise<Dictionary> {
  const config = await loadConfig(options.config)
  const [source] = await readSources([name], {
    ...(await readSourceOptions(options, io)),
    hasDependencies: true,
  })
  const { isMade, snapshot } = source!
  for (const what of snapshot.notRead) io.note(`not described: ${what}, which could not be read`)
  const title = options.title ?? (isMade ? name : snapshot.database)
  const { dictionary, unusedRules } = describeDatabase(snapshot, { title, about: config.dictionary?.about })
  tellUnused(unusedRules, io)
  return dictionary
}

function tellUnused(rules: readonly AboutRule[], io: Invocation['io']): void {
  for (const { object } of rules) {
    io.note(`the configuration says something about ${JSON.stringify(object)}, and there is no such object`)
  }
}

async function planOutput(
  described: Dictionary,
  format: DictionaryFormat,
  out: string,
): Promise<FileChange[]> {
  const isFolder = /[/\\]$/.test(out) || (await stat(out).catch(() => undefined))?.isDirectory()
  if (!isFolder) return planFile(out, renderDictionary(described, format))
  if (format === 'markdown') return planFolder(out, renderMarkdownFiles(described), markdownMark)
  throw new UsageError(`${out} is a folder, and ${format} is one file`)
}

const mostListed = 10

function tellCoverage({ coverage, tables }: Dictionary, least: number, io: Invocation['io']): boolean {
  if (coverage.percent >= least) return true
  const without = listUncommented(tables)
  io.note(
    `${coverage.percent} % of tables and columns have a comment, and ${least} % should. Without one are:`,
  )
  for (const key of without.slice(0, mostListed)) io.note(`  ${key}`)
  if (without.length > mostListed) io.note(`  and ${count(without.length - mostListed, 'other')}`)
  return false
}
