import { count, ExitCode } from '../../base/index.ts'
import { baseline } from '../../migrate/index.ts'
import { defineCommand } from '../command.ts'
import { openTarget, targetOptions, turnOptions } from '../migrate.ts'
import { checkFormats, finishReport, reportExits, reportOptions } from '../output.ts'

export const migrateBaseline = defineCommand({
  name: 'migrate baseline',
  summary: 'say that migrations are applied already, without running them',
  description:
    'Writes in the ledger that a database has the migrations of a folder, with the hashes of their files, and runs none of them: for ' +
    'a database that was made from a dump, or by a tool whose ledger `pgwright migrate import` does not read. Whether the database ' +
    'really is what they make, `pgwright drift` says.',
  options: [
    ...targetOptions,
    { flags: '--to <version>', summary: 'the last version that the database has (default: all of them)' },
    ...turnOptions,
    ...reportOptions,
  ],
  examples: [
    {
      command: 'pgwright migrate baseline --to 20240102030405',
      explains: 'up to there everything is in the database already',
    },
  ],
  exits: {
    ...reportExits,
    [ExitCode.ok]: 'the ledger has them now, or had them',
    [ExitCode.refused]: 'refused: the ledger says something else of one of them',
  },
  async run(invocation) {
    const { options, io } = invocation
    checkFormats(options)
    const { history, run } = await openTarget(invocation)
    const written = await baseline(history, { ...run, target: options.to })
    return finishReport(
      {
        command: 'migrate baseline',
        findings: [],
        facts: { migrations: written.map(({ version, name }) => ({ version, name })) },
        examined: { migrations: history.migrations.length, written: written.length },
        notAssessed: history.notAssessed.map(({ file, because }) => ({ what: file, because })),
        sections: [
          {
            kind: 'text',
            title: `${count(written.length, 'migration')} written in the ledger as applied; none was run.`,
            paragraphs: [],
          },
        ],
      },
      options,
      io,
    )
  },
})
