import { text } from 'node:stream/consumers'
import { UsageError } from '../../base/index.ts'
import type { Script } from '../../history/index.ts'
import { type LintOptions, lint as lintSql } from '../../lint/index.ts'
import { baselineOptions, loadBaseline, saveBaseline } from '../baseline.ts'
import { defineCommand, type Invocation } from '../command.ts'
import { loadConfig } from '../config.ts'
import type { Config } from '../config-schema.ts'
import { readNamedFile } from '../files.ts'
import { readHistorySettings } from '../history-settings.ts'
import { openMemory } from '../memory.ts'
import { checkFormats, finishReport, reportExits, reportOptions } from '../output.ts'
import { hasChoice, pendingOptions, readChoice } from '../pending.ts'

export const lint = defineCommand({
  name: 'lint',
  summary: 'judge SQL files, or what is pending in a migration folder, without running them',
  description:
    'Foresees what each statement would do to the database: which tables it locks, rewrites and reads, and what it takes ' +
    'away. What is known decides how much can be said: the history before the pending migrations, a snapshot ' +
    '(--catalog), a live database (--database), or else the text alone. `pgwright review` runs the same on a server.',
  arguments: [
    {
      name: '[file...]',
      summary: 'SQL files, folders and globs, or - for standard input; without any, the migrations of --dir',
    },
  ],
  options: [
    ...pendingOptions,
    { flags: '--staged', summary: 'only what is staged for the next commit, as it is staged' },
    { flags: '--catalog <file>', summary: 'the database before the change, as `pgwright snapshot` wrote it' },
    {
      flags: '--database <url|name>',
      summary: 'the database before the change; of a migration folder, pending is what its ledger lacks',
    },
    { flags: '--postgres <major>', summary: 'the major version that will run it', isCount: true },
    { flags: '--in-transaction', summary: 'each file is run in one transaction (default: as psql does)' },
    {
      flags: '--fix',
      summary:
        'write what cures the findings of pending migrations, after it was proved on disposable servers that they then end alike',
    },
    { flags: '--dry-run', summary: 'with --fix: write nothing, print the difference' },
    { flags: '--stdin-filename <file>', summary: 'how standard input is called in findings' },
    {
      flags: '--setup <file>',
      summary: 'SQL before the first migration: roles and extensions of the platform; may be repeated',
      isRepeatable: true,
    },
    { flags: '--no-cache', summary: 'judge even what was judged before' },
    ...baselineOptions,
    ...reportOptions,
  ],
  examples: [
    { command: 'pgwright lint', explains: 'what this branch adds to the default branch' },
    {
      command: 'pgwright lint db/migrations/0042_add_region.sql',
      explains: 'one file, of which nothing else is known',
    },
    {
      command: "pgwright lint 'src/**/*.sql' --catalog production.json",
      explains: 'queries, against a committed snapshot',
    },
    { command: 'pgwright lint --fix --dry-run', explains: 'what would make the pending migrations safe' },
    { command: 'pgwright lint --staged', explains: 'before a commit' },
    {
      command: 'pgwright lint --database production',
      explains: 'what production has not seen yet, with its sizes',
    },
    {
      command: 'generate-sql | pgwright lint - --stdin-filename generated.sql',
      explains: 'from another program',
    },
  ],
  exits: { ...reportExits, 4: 'with --fix: something could not be proved, and was left as it is' },
  async run({ options, args, io }) {
    checkFormats(options)
    if (options.dryRun && !options.fix) throw new UsageError('--dry-run goes with --fix')
    const config = await loadConfig(options.config)
    await using live = await openDatabase(options, config)
    const { lint = {}, review = {}, engine = {} } = config
    const baselineFile: string | undefined = options.baseline ?? lint.baseline
    const catalogFile: string | undefined = options.catalog ?? (live ? undefined : lint.catalog)
    const baseline = await loadBaseline(baselineFile, options.updateBaseline)
    const asksLedger = live !== undefined && args.length === 0 && !hasChoice(options) && !options.staged
    const what: LintOptions = {
      ...(await readWhat(options, args, config)),
      structure: live?.structure,
      rows: live?.rows,
      ledger: asksLedger ? live : undefined,
      ledgerTable: config.migrate?.ledger,
      ...(catalogFile !== undefined && {
        snapshot: { file: catalogFile, text: await readNamedFile(catalogFile) },
      }),
      memory: options.cache ? openMemory() : undefined,
      major: options.postgres ?? lint.postgres ?? engine.version,
      setup: await readSetup(options.setup ?? review.setup),
      policy: lint,
      baseline: options.updateBaseline ? undefined : baseline,
    }
    const reporting = { ...options, failOn: options.failOn ?? config.failOn }
    if (options.fix) {
      const { fixFindings } = await import('../fix.ts')
      return await fixFindings(what, { ...reporting, isDryRun: options.dryRun ?? false }, io)
    }
    const report = await lintSql(what)
    if (options.updateBaseline) return saveBaseline(baselineFile, report.findings, baseline, io)
    return finishReport(report, reporting, io)
  },
})

/** Files and standard input where any are named, else the migrations. */
async function readWhat(
  options: Invocation['options'],
  args: readonly string[],
  config: Config,
): Promise<LintOptions> {
  const { lint = {}, review = {} } = config
  const shared = { pending: readChoice(options, 'staged'), isStaged: options.staged }
  if (args.length === 0) {
    const { dir = review.dir, layout = review.layout } = options
    return { ...shared, ...readHistorySettings(options, config), dir, layout }
  }
  const foreign = ['dir', 'layout', 'placeholder', 'last', 'from'].find(name => options[name] !== undefined)
  if (foreign !== undefined)
    throw new UsageError(`--${foreign} is for migrations, not for files that are named`)
  const { since } = options
  return {
    ...shared,
    pending: since === undefined ? {} : { since },
    files: args.filter(arg => arg !== '-'),
    texts: args.includes('-')
      ? [{ file: options.stdinFilename ?? 'standard input', text: await text(process.stdin) }]
      : [],
    execution: (options.inTransaction ?? lint.inTransaction) ? 'transaction' : 'autocommit',
  }
}

async function openDatabase({ database, catalog }: Invocation['options'], { databases }: Config) {
  if (database === undefined) return undefined
  if (catalog !== undefined) throw new UsageError('Give only one of --catalog and --database')
  // Whoever asks no database does not wait for the driver to be loaded.
  const { openLiveDatabase } = await import('../live-database.ts')
  return openLiveDatabase(database, databases)
}

function readSetup(files: readonly string[] = []): Promise<Script[]> {
  return Promise.all(
    files.map(async file => ({ file, text: await readNamedFile(file), execution: 'autocommit' as const })),
  )
}
