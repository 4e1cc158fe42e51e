import { count, ExitCode } from '../../base/index.ts'
import { verifyDatabase } from '../../migrate/index.ts'
import { defineCommand } from '../command.ts'
import { openTarget, targetOptions } from '../migrate.ts'
import { checkFormats, finishReport, reportExits, reportOptions } from '../output.ts'

export const migrateVerify = defineCommand({
  name: 'migrate verify',
  summary: 'check that a database is what its ledger and its migrations say',
  description:
    'Finds where the folder and the ledger contradict each other, migrations that were begun and not finished, and indexes that a ' +
    'failed build left invalid. Runs the verify script of each applied migration that has one, in a transaction that is taken back ' +
    'whatever the script says. Changes nothing.',
  options: [...targetOptions, ...reportOptions],
  examples: [
    { command: 'pgwright migrate verify --database production', explains: 'is production as it should be?' },
  ],
  exits: { ...reportExits, [ExitCode.ok]: 'everything is as it should be, whatever is pending' },
  async run(invocation) {
    const { options, io } = invocation
    checkFormats(options)
    const { config, history, run } = await openTarget(invocation)
    const { findings, notAssessed, examined } = await verifyDatabase(history, run)
    const applied = `${count(examined.applied, 'applied migration')}, ${count(examined.verified, 'verify script')}`
    return finishReport(
      {
        command: 'migrate verify',
        findings,
        facts: {},
        examined,
        notAssessed,
        sections: [{ kind: 'text', title: `${applied}.`, paragraphs: [] }],
      },
      { ...options, failOn: options.failOn ?? config.failOn },
      io,
    )
  },
})
