import { count, ExitCode } from '../../base/index.ts'
import { phases } from '../../history/index.ts'
import { migrateUp as applyPending, ReviewBlockedError } from '../../migrate/index.ts'
import { defineCommand } from '../command.ts'
import { openTarget, runOptions, targetOptions } from '../migrate.ts'
import { checkFormats, finishReport, reportExits, reportOptions } from '../output.ts'

export const migrateUp = defineCommand({
  name: 'migrate up',
  summary: 'apply what is pending',
  description:
    'Applies the migrations that the ledger of the database does not have, statement by statement, in the transactions that ' +
    'their tool would use. A migration in a transaction is there with its entry in the ledger, or not at all; of others each ' +
    'statement is written down, so a run that was killed is gone on with where it stopped. One runner is at work at a time; the ' +
    'others wait and find the work done. Strong locks are waited for only a moment: then everybody may pass, and it is tried again. ' +
    'Before, what is pending is rehearsed on a disposable copy and judged as `pgwright review` does; what that blocks is refused. ' +
    'Afterwards the catalog is compared with what the rehearsal ended in.',
  options: [
    ...targetOptions,
    { flags: '--to <version>', summary: 'apply nothing after this version' },
    {
      flags: '--phase <phase>',
      summary:
        'apply nothing from the first pending migration on that belongs to a later phase of the release',
      choices: phases,
    },
    {
      flags: '--out-of-order',
      summary: 'apply also what sorts before a migration that is applied',
    },
    {
      flags: '--alongside',
      summary: 'write in the ledger of the folder’s own tool too, so that it can go on at any time',
    },
    { flags: '--no-review', summary: 'do not rehearse and judge first; the ledger says so' },
    ...runOptions,
    ...reportOptions,
  ],
  examples: [
    { command: 'pgwright migrate up', explains: 'what is pending in this project' },
    {
      command: 'pgwright migrate up --dir db/migrations --database production',
      explains: 'a folder of any tool, a database of the configuration',
    },
  ],
  exits: {
    ...reportExits,
    [ExitCode.ok]: 'nothing is pending any more, whoever applied it',
    [ExitCode.findings]: 'a migration failed, and nothing of this run is left',
    [ExitCode.refused]: 'refused: folder and ledger contradict each other, or a lock was not to be had',
    [ExitCode.partial]: 'a migration failed after others were applied, or in its middle',
  },
  async run(invocation) {
    const { options, io } = invocation
    checkFormats(options)
    const { config, history, run } = await openTarget(invocation)
    const { applied, findings, review } = await applyPending(history, {
      ...run,
      target: options.to,
      phase: options.phase,
      allowOutOfOrder: options.outOfOrder,
      alongside: options.alongside ?? config.migrate?.alongside,
      ...(options.review && { review: { policy: config.lint, onProgress: step => io.progress(step) } }),
    }).catch(async error => {
      if (error instanceof ReviewBlockedError) await finishReport(error.review, options, io)
      throw error
    })
    const migrations = applied.map(({ migration: { version, name }, durationMs, statements }) => ({
      ...{ version, name, durationMs, statements },
    }))
    const title =
      applied.length === 0
        ? 'Nothing is pending.'
        : `${count(applied.length, 'migration')} applied${options.to || options.phase ? '' : '; nothing is pending'}.`
    return finishReport(
      {
        command: 'migrate up',
        findings,
        facts: { migrations, review: review?.verdict ?? 'skipped' },
        examined: { migrations: history.migrations.length, applied: applied.length },
        notAssessed: [],
        sections: [{ kind: 'text', title, paragraphs: [] }],
      },
      options,
      io,
    )
  },
})
