import { ExitCode, UsageError } from '../../base/index.ts'
import { type CompareOptions, findDrift, type Scan, watchDrift } from '../../drift/index.ts'
import { defineCommand } from '../command.ts'
import { loadConfig } from '../config.ts'
import { checkFormats, finishReport, reportExits, reportOptions } from '../output.ts'
import { comparisonOptions, readSourceOptions } from '../sources.ts'
import type { Io } from '../terminal.ts'

const defaultSeconds = 60

export const drift = defineCommand({
  name: 'drift',
  summary: 'find where databases are not what they should be',
  description:
    'Compares databases with what they should be (a migration folder, a snapshot, an SQL file or another database) and ' +
    'says of each difference how grave it is and what it looks like: a manual edit, a missing migration, configuration or ' +
    'privileges. Of a migration folder the ledger of the database proves which it is. Several databases stand side by side. ' +
    'What may differ stands in the configuration, with a reason. With --watch it looks again and again, reports whenever ' +
    'the state changes and never ends by itself, whatever it finds: leave out --watch where a scheduler judges by the exit code.',
  options: [
    {
      flags: '--expected <source>',
      summary: 'what the databases should be (default: drift.expected of the configuration)',
    },
    {
      flags: '--actual <source>',
      summary:
        'a database, by URL or name, or a snapshot of it; may be repeated (default: drift.actual of the configuration)',
      isRepeatable: true,
    },
    {
      flags: '--remedies',
      summary:
        'write SQL that undoes the drift and a migration that adopts it, both proved on a disposable copy',
    },
    { flags: '--watch', summary: 'look again and again, and report when something is other than before' },
    {
      flags: '--every <seconds>',
      summary: `with --watch: the pause between two scans (default: ${defaultSeconds})`,
      isCount: true,
    },
    { flags: '--quiet', summary: 'with --watch: say nothing of scans that find no change' },
    ...comparisonOptions,
    ...reportOptions,
  ],
  examples: [
    {
      command: 'pgwright drift --expected db/migrations --actual production',
      explains: 'did anybody change production by hand?',
    },
    {
      command: 'pgwright drift --expected release.json --actual staging --actual production',
      explains: 'all stages against what was released, side by side',
    },
    {
      command: 'pgwright drift --expected db/migrations --actual production --format github > ticket.md',
      explains: 'the text of an issue; the first line is the same every time, to find it again',
    },
    {
      command: 'pgwright drift --expected db/migrations --actual production --watch --every 300 --json',
      explains: 'one line of JSON whenever the state changes',
    },
  ],
  exits: {
    ...reportExits,
    [ExitCode.ok]: 'no drift',
    [ExitCode.findings]: 'drift, even where another database could not be read',
    [ExitCode.unreachable]: 'a database could not be read, and the others have no drift',
    [ExitCode.interrupted]: 'interrupted: the only end of --watch once it has begun',
  },
  async run({ options, io }) {
    checkFormats(options)
    const { drift = {} } = await loadConfig(options.config)
    const { expected = drift.expected, actual = drift.actual ?? [] } = options
    if (expected === undefined || actual.length === 0) {
      throw new UsageError('Give both --expected and --actual: what a database should be, and which one')
    }
    if (!options.watch && (options.every !== undefined || options.quiet)) {
      throw new UsageError('--every and --quiet say how to --watch, which was not asked for')
    }
    const settings = { ...(await readSourceOptions(options, io)), hasRemedies: options.remedies }
    const output = { ...options, failOn: options.failOn ?? 'info' }
    if (options.watch) return watch(expected, actual, settings, output, io)
    const report = await findDrift(expected, actual, settings)
    const exit = await finishReport(report, output, io)
    return exit === ExitCode.ok && report.unread.length > 0 ? ExitCode.unreachable : exit
  },
})

type Output = Parameters<typeof finishReport>[1] & { every?: number; quiet?: boolean }

/** Ends with the process: a signal ends that, and with it every connection and server. */
async function watch(
  expected: string,
  actual: readonly string[],
  settings: CompareOptions,
  output: Output,
  io: Io,
): Promise<ExitCode> {
  const seconds = output.every ?? defaultSeconds
  for await (const scan of watchDrift(expected, actual, { ...settings, everyMs: seconds * 1000 })) {
    tellScan(scan, seconds, output, io)
    if (scan.report !== undefined) await finishReport(scan.report, { ...output, isOneLine: true }, io)
  }
  return ExitCode.ok
}

/** A line for each scan, which a terminal overwrites when it says that nothing changed. */
function tellScan({ at, news }: Scan, seconds: number, { quiet }: Output, io: Io): void {
  const time = `${at.toISOString().slice(0, 19)}Z`
  io.progress(undefined)
  for (const text of news) io.note(`${time} ${text}`)
  if (news.length > 0 || quiet) return
  if (io.isInteractive) io.progress(`${time} no change; the next scan is in ${seconds} s`)
  else io.note(`${time} no change`)
}
