import { ExitCode } from '../../base/index.ts'
import { planMigration } from '../../migrate/index.ts'
import { defineCommand } from '../command.ts'
import { openTarget, targetOptions } from '../migrate.ts'
import { checkFormats, finishReport, reportExits, reportOptions } from '../output.ts'

export const migratePlan = defineCommand({
  name: 'migrate plan',
  summary: 'show what `migrate up` would do: the SQL, its locks, how long it takes, what the review says',
  description:
    'Reads the database, rehearses what is pending on a disposable copy of its structure and judges it as `pgwright review` does. ' +
    'Says for each statement which locks it takes, how long it would wait for them, which tables it reads or writes anew, with their ' +
    'size in the database, and how long that takes at the speed of this machine; of a backfill, into how many batches it is cut. Changes nothing.',
  options: [
    ...targetOptions,
    { flags: '--to <version>', summary: 'plan nothing after this version' },
    { flags: '--out-of-order', summary: 'plan also what sorts before a migration that is applied' },
    {
      flags: '--lock-timeout <ms>',
      summary: 'how long a strong lock may be waited for, while others wait behind it (default: 1000)',
      isCount: true,
    },
    ...reportOptions,
  ],
  examples: [
    {
      command: 'pgwright migrate plan --database production',
      explains: 'what is about to happen to production?',
    },
    {
      command: 'pgwright migrate plan --database production --format html=plan.html',
      explains: 'for those who have to agree',
    },
  ],
  exits: {
    ...reportExits,
    [ExitCode.refused]: 'refused: folder and ledger contradict each other',
  },
  async run(invocation) {
    const { options, io } = invocation
    checkFormats(options)
    const { config, history, run } = await openTarget(invocation)
    const plan = await planMigration(history, {
      ...run,
      target: options.to,
      allowOutOfOrder: options.outOfOrder,
      policy: config.lint,
      onProgress: step => io.progress(step),
    })
    return finishReport(plan, { ...options, failOn: options.failOn ?? config.failOn }, io)
  },
})
