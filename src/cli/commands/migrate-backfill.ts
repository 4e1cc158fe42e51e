import { readFile } from 'node:fs/promises'
import { count, ExitCode, formatDuration, UsageError } from '../../base/index.ts'
import type { Report, Section } from '../../findings/index.ts'
import {
  type BackfillPreview,
  pauseBackfills,
  previewBackfills,
  readBackfillOptions,
  runBackfills,
} from '../../migrate/index.ts'
import type { Source } from '../../sql/index.ts'
import { defineCommand, type Invocation } from '../command.ts'
import { connectionOptions, openRun, runOptions } from '../migrate.ts'
import { checkFormats, finishReport, reportExits, reportOptions } from '../output.ts'

export const migrateBackfill = defineCommand({
  name: 'migrate backfill',
  summary: 'run an UPDATE, DELETE or INSERT … SELECT in batches beside the workload',
  description:
    'Cuts a statement along a key of its table into batches of about 200 ms. Each batch is a transaction that also writes into ' +
    'the ledger how far it is: killed at any moment, the same command goes on with no row missed or done twice. It waits for standbys, ' +
    'for locks and for a workload that it slows down; Ctrl-C ends it after a batch. What would not do the same in batches is refused ' +
    'before anything is done. In a migration the line “-- pgwright: backfill” before a statement does the same.',
  arguments: [{ name: '[sql]', summary: 'the statement; put -- before it' }],
  options: [
    { flags: '--file <file>', summary: 'the statements of this file' },
    { flags: '--with <options>', summary: 'such as “batch=5000 time=200ms pause=100ms max-lag=10s”' },
    { flags: '--dry-run', summary: 'print the key and the SQL of the first batch, and change nothing' },
    {
      flags: '--pause [version]',
      summary: 'have the backfills that are under way wait, whoever runs them, or only this one',
    },
    { flags: '--resume [version]', summary: 'have them go on' },
    ...connectionOptions,
    ...runOptions,
    ...reportOptions,
  ],
  examples: [
    {
      command: "pgwright migrate backfill -- 'update orders set total_cents = total * 100'",
      explains: 'fill a new column while everybody works',
    },
    {
      command: 'pgwright migrate backfill --file archive.sql --with "max-lag=2s"',
      explains: 'move old rows, and let no standby fall behind by more than two seconds',
    },
    { command: 'pgwright migrate backfill --pause', explains: 'from another terminal, at the busy hour' },
  ],
  exits: {
    ...reportExits,
    [ExitCode.ok]: 'every row is done',
    [ExitCode.refused]: 'refused: it would not do the same in batches, or a lock was not to be had',
    [ExitCode.partial]: 'a batch failed; those before it are done',
    [ExitCode.interrupted]: 'interrupted after a batch; the same command goes on',
  },
  async run(invocation) {
    const { options, io } = invocation
    checkFormats(options)
    const { run } = await openRun(invocation)
    const asked = options.pause ?? options.resume
    if (asked !== undefined) {
      const isPaused = options.pause !== undefined
      const version = asked === true ? undefined : asked
      return finishReport(describePause(isPaused, await pauseBackfills(run, isPaused, version)), options, io)
    }
    const source = await readSource(invocation)
    if (options.dryRun) return finishReport(describePreview(await previewBackfills(source, run)), options, io)
    const backfill = readBackfillOptions(options.with ?? '', '--with')
    const { durationMs, statements } = await runBackfills(source, { ...run, backfill })
    const title = `${count(statements, 'statement')} done in ${formatDuration(durationMs)}.`
    return finishReport(
      report({ statements, durationMs }, [{ kind: 'text', title, paragraphs: [] }]),
      options,
      io,
    )
  },
})

async function readSource({ options, args }: Invocation): Promise<Source> {
  const [sql] = args
  if ((sql === undefined) === (options.file === undefined)) {
    throw new UsageError('Give either the statement, after --, or --file.')
  }
  if (sql !== undefined) return { file: 'statement', text: sql }
  const text = await readFile(options.file, 'utf8').catch((cause: Error) => {
    throw new UsageError(`${options.file} cannot be read: ${cause.message}`, { cause })
  })
  return { file: options.file, text }
}

function describePause(isPaused: boolean, versions: string[]): Report {
  const title =
    versions.length === 0
      ? 'No backfill is under way.'
      : `${versions.join(', ')}: ${isPaused ? 'pauses after its batch' : 'goes on'}.`
  return report({ isPaused, versions }, [{ kind: 'text', title, paragraphs: [] }])
}

function describePreview(previews: readonly BackfillPreview[]): Report {
  const plans = previews.map(({ key, estimatedRows, sql }) => ({ key, estimatedRows, sql }))
  return report(
    { plans },
    plans.map(({ key, estimatedRows, sql }) => ({
      kind: 'text',
      title: `Along ${key.join(', ')}, about ${count(Math.round(estimatedRows), 'row')}; the first batch:`,
      paragraphs: [sql],
    })),
  )
}

function report(facts: Report['facts'], sections: Section[]): Report {
  return { command: 'migrate backfill', findings: [], facts, examined: {}, notAssessed: [], sections }
}
