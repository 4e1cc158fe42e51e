import { readFile } from 'node:fs/promises'
import { UsageError } from '../../base/index.ts'
import { readBaseline } from '../../findings/index.ts'
import type { Choice } from '../../history/index.ts'
import { review as reviewChange } from '../../review/index.ts'
import { defineCommand } from '../command.ts'
import { finishReport, reportExits, reportOptions } from '../output.ts'

export const review = defineCommand({
  name: 'review',
  summary: 'rehearse what is pending in a migration folder and judge it',
  description:
    'Puts the history of a migration folder on a disposable PostgreSQL server, runs what is pending on it statement by statement, and reports what each statement really does: locks, rewrites, scans, index builds, data that is lost, and whether the down migrations undo it.',
  options: [
    { flags: '--dir <folder>', summary: 'the migrations, or the root of the project', default: '.' },
    {
      flags: '--format-of-history <name>',
      summary: 'read the folder as this tool’s, instead of finding out',
    },
    {
      flags: '--since <ref>',
      summary: 'pending is what this git ref does not have (default: the default branch)',
    },
    { flags: '--last <n>', summary: 'pending are the last n migrations', isCount: true },
    { flags: '--from <version>', summary: 'pending is everything from this version on' },
    { flags: '--database <url|name>', summary: 'pending is what the ledger of this database lacks' },
    {
      flags: '--server <major>',
      summary: 'rehearse on this major version of PostgreSQL (default: the newest there is)',
      isCount: true,
    },
    {
      flags: '--setup <file>',
      summary: 'SQL to run before the first migration: roles and extensions of the platform',
      isRepeatable: true,
    },
    {
      flags: '--seed <file>',
      summary: 'SQL to run after the last applied migration: data',
      isRepeatable: true,
    },
    { flags: '--baseline <file>', summary: 'accept the findings that stand in this file' },
    ...reportOptions,
  ],
  examples: [
    { command: 'pgwright review', explains: 'what this branch adds to the default branch' },
    { command: 'pgwright review --dir db/migrations --last 1', explains: 'the newest migration of a folder' },
    {
      command: 'pgwright review --last 3 --format html=review.html',
      explains: 'a page for the meeting, too',
    },
    {
      command: 'pgwright review --since origin/main --format github',
      explains: 'annotations in a GitHub workflow',
    },
  ],
  exits: reportExits,
  async run({ options, io }) {
    const report = await reviewChange({
      dir: options.dir,
      format: options.formatOfHistory,
      pending: readChoice(options),
      major: options.server,
      setup: options.setup,
      seeds: options.seed,
      baseline: options.baseline && (await readBaseline(await readText(options.baseline), options.baseline)),
      onProgress: step => io.progress(step),
    })
    return finishReport(report, options, io)
  },
})

/** At most one of the ways to say what is pending. */
function readChoice(options: { since?: string; last?: number; from?: string; database?: string }): Choice {
  const given = (['since', 'last', 'from', 'database'] as const).filter(name => options[name] !== undefined)
  if (given.length > 1) {
    throw new UsageError(
      `Give only one of ${given.map(name => `--${name}`).join(' and ')}: each says what is pending`,
    )
  }
  if (options.last !== undefined) return { last: options.last }
  if (options.from !== undefined) return { from: options.from }
  return { since: options.since }
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`)
  }
}
