import { ExitCode, UsageError } from '../../base/index.ts'
import { findDrift } from '../../drift/index.ts'
import { defineCommand } from '../command.ts'
import { finishReport, reportExits, reportOptions } from '../output.ts'
import { comparisonOptions, readSourceOptions } from '../sources.ts'

export const drift = defineCommand({
  name: 'drift',
  summary: 'find where databases are not what they should be',
  description:
    'Compares databases with what they should be (a migration folder, a snapshot, an SQL file or another database) and ' +
    'says of each difference how grave it is and what it looks like: a manual edit, a missing migration, configuration or ' +
    'privileges. What may differ stands in the configuration, with a reason.',
  options: [
    { flags: '--expected <source>', summary: 'what the databases should be' },
    {
      flags: '--actual <source>',
      summary: 'a database, by URL or name, or a snapshot of it; may be repeated',
      isRepeatable: true,
    },
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
      explains: 'all stages against what was released',
    },
  ],
  exits: { ...reportExits, [ExitCode.ok]: 'no drift', [ExitCode.findings]: 'drift' },
  async run({ options, io }) {
    const { expected, actual = [] } = options
    if (expected === undefined || actual.length === 0) {
      throw new UsageError('Give both --expected and --actual: what a database should be, and which one')
    }
    const settings = await readSourceOptions(options, io)
    const report = await findDrift(expected, actual, settings)
    return finishReport(report, { ...options, failOn: options.failOn ?? 'info' }, io)
  },
})
