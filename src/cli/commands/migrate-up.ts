import { count, ExitCode, InterruptedError } from '../../base/index.ts'
import type { Cell } from '../../findings/index.ts'
import { type History, phases } from '../../history/index.ts'
import {
  migrateUp as applyPending,
  listSchemas,
  migrateSchemas,
  ReviewBlockedError,
  type UpOptions,
} from '../../migrate/index.ts'
import { defineCommand, type Invocation } from '../command.ts'
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
    'Afterwards the catalog is compared with what the rehearsal ended in. Hooks of the folder’s tool and of the configuration ' +
    '(migrate.hooks) are run around it, and rehearsed with it.',
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
    {
      flags: '--schema <name>',
      summary: 'migrate this schema, with a ledger in it; a name or a glob such as tenant_*; may be repeated',
      isRepeatable: true,
    },
    {
      flags: '--parallel <n>',
      summary: 'with --schema: so many at the same time, once the first has gone ahead (default: 4)',
      isCount: true,
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
    { command: "pgwright migrate up --schema 'tenant_*' --parallel 8", explains: 'a schema for each tenant' },
  ],
  exits: {
    ...reportExits,
    [ExitCode.ok]: 'nothing is pending any more, whoever applied it',
    [ExitCode.findings]: 'a migration failed, and nothing of this run is left',
    [ExitCode.refused]: 'refused: folder and ledger contradict each other, or a lock was not to be had',
    [ExitCode.partial]: 'a migration failed after others were applied, or in its middle',
    [ExitCode.interrupted]:
      'interrupted: the statement that ran was cancelled and taken back; the same command goes on',
  },
  async run(invocation) {
    const { options, io } = invocation
    checkFormats(options)
    const { config, history, run } = await openTarget(invocation)
    const settings: UpOptions = {
      ...run,
      target: options.to,
      phase: options.phase,
      allowOutOfOrder: options.outOfOrder,
      alongside: options.alongside ?? config.migrate?.alongside,
      ...(options.review && { review: { policy: config.lint, onProgress: step => io.progress(step) } }),
    }
    if (options.schema !== undefined) return migrateEach(history, settings, invocation)
    const { applied, findings, review } = await applyPending(history, settings).catch(async error => {
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

/** Several schemas; each has a row, and the gravest end of all is the end of the run. */
async function migrateEach(
  history: History,
  settings: UpOptions,
  { options, io }: Invocation,
): Promise<ExitCode> {
  const schemas = await withSession(settings, session => listSchemas(session, options.schema))
  const outcomes = await migrateSchemas(history, schemas, options.parallel ?? 4, settings)
  const failed = outcomes.filter(({ error }) => error !== undefined)
  for (const { schema, error } of failed) io.note(`[${schema}] ${error!.message}`)
  const exit = await finishReport(
    {
      command: 'migrate up',
      findings: outcomes.flatMap(({ result }) => result?.findings ?? []),
      facts: {
        schemas: outcomes.map(({ schema, result, error }) => ({
          ...{
            schema,
            applied: result?.applied.map(({ migration }) => migration.version),
            error: error?.message,
          },
        })),
      },
      examined: { migrations: history.migrations.length, schemas: schemas.length, failed: failed.length },
      notAssessed: [],
      sections: [
        {
          kind: 'table',
          title: `${count(schemas.length, 'schema')}, ${failed.length} failed`,
          columns: [{ title: 'Schema' }, { title: 'Applied', align: 'right' }, { title: 'Outcome' }],
          rows: outcomes.map(({ schema, result, error }) => [
            { text: schema },
            { text: String(result?.applied.length ?? '') },
            describeOutcome(result !== undefined, error),
          ]),
        },
      ],
    },
    options,
    io,
  )
  const first = failed[0]?.error
  if (first === undefined) return exit
  if (failed.some(({ error }) => error instanceof InterruptedError)) return ExitCode.interrupted
  return outcomes.some(({ result }) => result !== undefined) ? ExitCode.partial : first.exit
}

function describeOutcome(isDone: boolean, error: Error | undefined): Cell {
  if (isDone) return { text: 'as the folder has it', tone: 'good' }
  if (error === undefined) return { text: 'not begun', tone: 'muted' }
  return { text: error.message.split('\n')[0]!, tone: 'bad' }
}

async function withSession<Result>(
  { connect }: UpOptions,
  act: (session: Awaited<ReturnType<UpOptions['connect']>>) => Promise<Result>,
): Promise<Result> {
  await using session = await connect()
  return await act(session)
}
