import { count, ExitCode, UsageError } from '../../base/index.ts'
import {
  type DownOptions,
  type DownPlan,
  type DownResult,
  describeLoss,
  describeStep,
  type Loss,
  planDown,
  tabulateRun,
  migrateDown as takeBack,
} from '../../migrate/index.ts'
import { defineCommand } from '../command.ts'
import { openTarget, runOptions, targetOptions } from '../migrate.ts'
import { checkFormats, finishReport, reportExits, reportOptions } from '../output.ts'

const archiveSchema = 'pgwright_archive'

export const migrateDown = defineCommand({
  name: 'migrate down',
  summary: 'take migrations back, the last first',
  description:
    'Runs the down scripts of the last migration, or of several, statement by statement as `migrate up` does. A migration without a ' +
    'down script is taken back by SQL that pgwright writes and proves: on a disposable server up and down together end in what was ' +
    'there before. First the way back is tried on a copy of the database without its rows, and what it would drop or empty is counted ' +
    'in the database: where rows or values would be lost it is refused, unless they are copied to side tables first or may go. ' +
    'Hooks are run as with `migrate up`.',
  options: [
    ...targetOptions,
    { flags: '--to <version>', summary: 'take back everything after this version' },
    { flags: '--last <n>', summary: 'take back the last n migrations (default: 1)', isCount: true },
    { flags: '--allow-data-loss', summary: 'rows and values may be lost; nothing is tried on a copy first' },
    {
      flags: '--archive [schema]',
      summary: `copy what would be lost to tables of this schema first (default: ${archiveSchema})`,
    },
    { flags: '--alongside', summary: 'write in the ledger of the folder’s own tool too' },
    {
      flags: '--dry-run',
      summary: 'print the exact SQL, its locks, how long it takes and what would be lost; change nothing',
    },
    ...runOptions,
    ...reportOptions,
  ],
  examples: [
    { command: 'pgwright migrate down', explains: 'the last migration' },
    { command: 'pgwright migrate down --to 20240102030405 --dry-run', explains: 'what would it take?' },
    {
      command: 'pgwright migrate down --last 2 --archive',
      explains: 'two of them, and what users wrote meanwhile is kept',
    },
  ],
  exits: {
    ...reportExits,
    [ExitCode.ok]: 'they are taken back',
    [ExitCode.findings]: 'a statement failed, and nothing of this run is left',
    [ExitCode.refused]:
      'refused: data would be lost, there is no way back, folder and ledger contradict each other, or a lock was not to be had',
    [ExitCode.partial]: 'a statement failed after others were run; run it again to finish',
    [ExitCode.interrupted]:
      'interrupted: the statement that ran was cancelled and taken back; the same command goes on',
  },
  async run(invocation) {
    const { options, io } = invocation
    checkFormats(options)
    if (options.to !== undefined && options.last !== undefined)
      throw new UsageError('Give either --to or --last: each says how far to go back')
    const { config, history, run } = await openTarget(invocation)
    const archive = options.archive === true ? archiveSchema : options.archive
    const down: DownOptions = {
      ...run,
      ...{ target: options.to, last: options.last, allowDataLoss: options.allowDataLoss ?? false, archive },
      alongside: options.alongside ?? config.migrate?.alongside,
      onProgress: step => io.progress(step),
    }
    const done = options.dryRun
      ? describePlan(await planDown(history, down))
      : describeResult(await takeBack(history, down))
    const examined = { migrations: history.migrations.length }
    return finishReport(
      { command: 'migrate down', findings: [], examined, notAssessed: [], ...done },
      options,
      io,
    )
  },
})

function describePlan(plan: DownPlan) {
  const { versions, generated, losses, run } = plan
  return {
    facts: { plan: { versions, generated, losses, sql: run.sql, steps: run.steps.map(describeStep) } },
    sections: [
      {
        kind: 'text' as const,
        title: `${count(versions.length, 'migration')} would be taken back; nothing was done.`,
        paragraphs: [
          ...generated.map(
            version => `${version}: no file says how; this SQL is proved on a disposable server`,
          ),
          ...tellLosses(losses, 'would be lost, or copied with --archive'),
        ],
      },
      tabulateRun(run),
      { kind: 'code' as const, title: 'The SQL of the run', language: 'sql' as const, code: run.sql },
    ],
  }
}

function describeResult({ reverted, losses, archived }: DownResult) {
  const versions = reverted.map(({ migration: { version, name }, durationMs, statements }) => {
    return { version, name, durationMs, statements }
  })
  return {
    facts: { reverted: versions, losses, archived },
    sections: [
      {
        kind: 'text' as const,
        title:
          reverted.length === 0
            ? 'Nothing is applied.'
            : `${count(reverted.length, 'migration')} taken back.`,
        paragraphs: [
          ...tellLosses(losses, archived.length === 0 ? 'is lost' : 'is gone from its place'),
          ...archived.map(table => `A copy is in ${table}`),
        ],
      },
    ],
  }
}

function tellLosses(losses: readonly Loss[], fate: string): string[] {
  return losses.map(loss => `${describeLoss(loss)} ${fate}`)
}
