import { type Snapshot, takeSnapshot } from '../../catalog/index.ts'
import { type Conninfo, connectTarget, resolveConninfo } from '../../engine/index.ts'
import { review as reviewChange } from '../../review/index.ts'
import { baselineOptions, loadBaseline, saveBaseline } from '../baseline.ts'
import { defineCommand } from '../command.ts'
import { loadConfig } from '../config.ts'
import type { Config } from '../config-schema.ts'
import { readHistorySettings } from '../history-settings.ts'
import { checkFormats, finishReport, reportExits, reportOptions } from '../output.ts'
import { hasChoice, pendingOptions, readChoice } from '../pending.ts'

export const review = defineCommand({
  name: 'review',
  summary: 'rehearse what is pending in a migration folder and judge it',
  description:
    'Puts the history of a migration folder on a disposable PostgreSQL server, runs what is pending on it statement by ' +
    'statement, and reports what each statement really does: locks, rewrites, scans, index builds, data that is lost, ' +
    'and whether the down migrations undo it.',
  options: [
    ...pendingOptions,
    { flags: '--database <url|name>', summary: 'pending is what the ledger of this database lacks' },
    {
      flags: '--from-database <url|name>',
      summary:
        'start from the structure of this database instead of replaying; pending is what its ledger lacks',
    },
    {
      flags: '--server <major>',
      summary: 'rehearse on this major version of PostgreSQL (default: the newest there is)',
      isCount: true,
    },
    {
      flags: '--setup <file>',
      summary: 'SQL to run before the first migration: roles and extensions of the platform; may be repeated',
      isRepeatable: true,
    },
    {
      flags: '--seed <file>',
      summary: 'SQL to run after the last applied migration: data; may be repeated',
      isRepeatable: true,
    },
    ...baselineOptions,
    ...reportOptions,
  ],
  examples: [
    { command: 'pgwright review', explains: 'what this branch adds to the default branch' },
    { command: 'pgwright review --dir db/migrations --last 1', explains: 'the newest migration of a folder' },
    {
      command: 'pgwright review --last 3 --format html=review.html',
      explains: 'a page for the meeting, too',
    },
    { command: 'pgwright review --since origin/main --format github', explains: 'annotations in a workflow' },
    { command: 'pgwright review --database production', explains: 'what production has not seen yet' },
    { command: 'pgwright review --from-database staging', explains: 'on what staging really looks like' },
  ],
  exits: reportExits,
  async run({ options, io }) {
    checkFormats(options)
    const config = await loadConfig(options.config)
    const { review = {}, engine = {} } = config
    const baselineFile: string | undefined = options.baseline ?? review.baseline
    const baseline = await loadBaseline(baselineFile, options.updateBaseline)
    const from = await readFromDatabase(options, config)
    await using session = from && (await connectTarget(from.conninfo))
    const report = await reviewChange({
      ...readHistorySettings(options, config),
      dir: options.dir ?? review.dir ?? '.',
      layout: options.layout ?? review.layout,
      pending: readChoice(options, 'database'),
      ledger: hasChoice(options) ? undefined : session,
      ledgerTable: config.migrate?.ledger,
      structure: from?.structure,
      major: options.server ?? engine.version,
      setup: options.setup ?? review.setup,
      seeds: options.seed ?? review.seeds,
      policy: config.lint,
      baseline: options.updateBaseline ? undefined : baseline,
      onProgress: step => io.progress(step),
    })
    if (options.updateBaseline) return saveBaseline(baselineFile, report.findings, baseline, io)
    return finishReport(report, { ...options, failOn: options.failOn ?? config.failOn }, io)
  },
})

/** The database that says what is pending, and with `--from-database` what is there. */
async function readFromDatabase(
  options: { database?: string; fromDatabase?: string },
  { databases }: Config,
) {
  const database = options.fromDatabase ?? options.database
  if (database === undefined) return undefined
  const conninfo = await resolveConninfo({ database, databases })
  return {
    conninfo,
    structure: options.fromDatabase === undefined ? undefined : await readStructure(conninfo),
  }
}

/** Without a single row. */
async function readStructure(conninfo: Conninfo): Promise<Snapshot> {
  await using session = await connectTarget(conninfo)
  return await takeSnapshot(session, { hasDependencies: true })
}
