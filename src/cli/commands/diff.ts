import { ExitCode } from '../../base/index.ts'
import { diffDatabases } from '../../drift/index.ts'
import { defineCommand } from '../command.ts'
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
  options: [...comparisonOptions, ...reportOptions],
  examples: [
    { command: 'pgwright diff staging production', explains: 'two live databases' },
    {
      command: 'pgwright diff db/migrations production',
      explains: 'what the migrations make and what there is',
    },
    { command: 'pgwright diff before.json schema.sql --json', explains: 'a snapshot and an SQL file' },
  ],
  exits: { ...reportExits, [ExitCode.ok]: 'equal', [ExitCode.findings]: 'different' },
  async run({ options, args, io }) {
    const [from, to] = args as [string, string]
    const settings = await readSourceOptions(options, io)
    return finishReport(
      await diffDatabases(from, to, settings),
      { ...options, failOn: options.failOn ?? 'info' },
      io,
    )
  },
})
