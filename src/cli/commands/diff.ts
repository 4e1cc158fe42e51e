import { count, ExitCode } from '../../base/index.ts'
import { type Changes, diffDatabases, writeChanges } from '../../drift/index.ts'
import { defineCommand, type Invocation } from '../command.ts'
import { writeNamedFile } from '../files.ts'
import { finishReport, reportExits, reportOptions } from '../output.ts'
import { comparisonOptions, readSourceOptions } from '../sources.ts'

export const diff = defineCommand({
  name: 'diff',
  summary: 'compare two databases, object by object',
  description:
    'Compares what two databases are: each is a live database (a URL or name), a file that `pgwright snapshot` wrote, a ' +
    'migration folder or an SQL file; SQL is run on a disposable server first. Definitions that mean the same are equal, ' +
    'however they were typed; whatever is only stored in another way is no difference.',
  arguments: [
    { name: '<from>', summary: 'the one that is' },
    { name: '<to>', summary: 'the one that it is compared with' },
  ],
  options: [
    {
      flags: '--sql',
      summary: 'write the SQL that turns the first into the second, proved on a disposable copy of the first',
    },
    {
      flags: '--no-renames',
      summary: 'with --sql: drop and make anew what differs only in its name, instead of renaming it',
    },
    { flags: '--out <file>', summary: 'with --sql: write it there (default: standard output)' },
    ...comparisonOptions,
    ...reportOptions,
  ],
  examples: [
    { command: 'pgwright diff staging production', explains: 'two live databases' },
    {
      command: 'pgwright diff db/migrations production',
      explains: 'what the migrations make and what there is',
    },
    {
      command: 'pgwright diff production db/migrations --sql --out cure.sql',
      explains: 'what must be run for production to be what the migrations make',
    },
    { command: 'pgwright diff before.json schema.sql --json', explains: 'a snapshot and an SQL file' },
  ],
  exits: {
    ...reportExits,
    [ExitCode.ok]: 'equal',
    [ExitCode.findings]: 'different',
    [ExitCode.refused]: 'with --sql: the SQL is not proved, and stands there as a comment only',
  },
  async run({ options, args, io }) {
    const [from, to] = args as [string, string]
    const settings = await readSourceOptions(options, io)
    if (options.sql)
      return printChanges(
        await writeChanges(from, to, { ...settings, hasRenames: options.renames }),
        options.out,
        io,
      )
    return finishReport(
      await diffDatabases(from, to, settings),
      { ...options, failOn: options.failOn ?? 'info' },
      io,
    )
  },
})

/** To standard output, or to a file and a word about it. */
async function printChanges(
  { sql, steps, remaining, isProved, doubt }: Changes,
  out: string | undefined,
  io: Invocation['io'],
): Promise<ExitCode> {
  if (out === undefined) io.print(sql)
  else await writeNamedFile(out, sql)
  const lossy = steps.filter(({ loses }) => loses !== undefined).length
  if (lossy > 0)
    io.note(
      `${count(lossy, 'statement')} of ${steps.length} ${lossy === 1 ? 'loses' : 'lose'} something: look for DESTRUCTIVE`,
    )
  for (const { assumes } of steps) {
    if (assumes !== undefined)
      io.note(`assumed: ${assumes.kind} ${assumes.to} is what was ${assumes.from}; --no-renames if not`)
  }
  for (const { difference, because } of remaining) {
    io.note(`not done: ${difference.kind} ${difference.identity}: ${because}`)
  }
  if (!isProved) io.note(`not proved: ${doubt}`)
  if (!isProved) return ExitCode.refused
  return steps.length + remaining.length === 0 ? ExitCode.ok : ExitCode.findings
}
