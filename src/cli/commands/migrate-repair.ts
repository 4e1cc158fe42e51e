import { count, ExitCode, UsageError } from '../../base/index.ts'
import type { Migration } from '../../history/index.ts'
import { catchUp, type Repair, type RepairKind, repairLedger } from '../../migrate/index.ts'
import { defineCommand } from '../command.ts'
import { fromTableOption, openTarget, targetOptions, turnOptions } from '../migrate.ts'
import { checkFormats, finishReport, reportExits, reportOptions } from '../output.ts'

const kinds: RepairKind[] = ['accept', 'forget', 'done', 'again']

export const migrateRepair = defineCommand({
  name: 'migrate repair',
  summary: 'say what became of a migration, where the ledger cannot know',
  description:
    'Writes in the ledger what a person says: that the edit of an applied file changes nothing, that a removed file shall not be ' +
    'missed, that an interrupted statement has done its work, or that it has to be run again. Each is an entry of its own, of origin ' +
    '`repair`, that stands for the one before from then on. Runs no migration; `pgwright migrate up` goes on afterwards.',
  options: [
    ...targetOptions,
    {
      flags: '--accept <version>',
      summary: 'its file was edited since it was applied, and that changes nothing; may be repeated',
      isRepeatable: true,
    },
    {
      flags: '--forget <version>',
      summary: 'its file is gone, and shall not be missed; may be repeated',
      isRepeatable: true,
    },
    {
      flags: '--done <version>',
      summary:
        'the statement that was interrupted is done, or, where none was, all that is left was done by hand; may be repeated',
      isRepeatable: true,
    },
    {
      flags: '--again <version>',
      summary: 'the statement that was interrupted has to be run again; may be repeated',
      isRepeatable: true,
    },
    {
      flags: '--alongside',
      summary:
        'write in the ledger of the folder’s own tool what was applied or taken back without --alongside',
    },
    fromTableOption,
    ...turnOptions,
    ...reportOptions,
  ],
  examples: [
    {
      command: 'pgwright migrate repair --accept 20240102030405',
      explains: 'only a comment was edited',
    },
    {
      command: 'pgwright migrate repair --done 20240102030405',
      explains: 'a procedure was interrupted, and somebody has seen that it had done its work',
    },
    {
      command: 'pgwright migrate repair --alongside',
      explains: 'let the other tool know what was done without it',
    },
  ],
  exits: {
    ...reportExits,
    [ExitCode.ok]: 'the ledger says so now',
    [ExitCode.refused]: 'refused: what is said does not fit what the ledger says of that version',
  },
  async run(invocation) {
    const { options, io } = invocation
    checkFormats(options)
    const repairs = kinds.flatMap(kind =>
      ((options[kind] as string[] | undefined) ?? []).map((version): Repair => ({ kind, version })),
    )
    if (repairs.length === 0 && !options.alongside)
      throw new UsageError(
        `Say what is to be repaired: ${[...kinds, 'alongside'].map(kind => `--${kind}`).join(', ')}`,
      )
    const { history, run } = await openTarget(invocation)
    const repaired = repairs.length === 0 ? [] : await repairLedger(history, repairs, run)
    const { added, removed } = options.alongside ? await catchUp(history, run) : { added: [], removed: [] }
    const changed = repaired.length + added.length + removed.length
    return finishReport(
      {
        command: 'migrate repair',
        findings: [],
        facts: { repaired, added: added.map(versionOf), removed: removed.map(versionOf) },
        examined: { migrations: history.migrations.length },
        notAssessed: [],
        sections: [
          {
            kind: 'text',
            title: `${count(changed, 'migration')} repaired.`,
            paragraphs: [
              ...repaired.map(({ version, outcome }) => `${version}: ${outcome}`),
              ...added.map(({ version }) => `${version}: applied, and its own tool knows`),
              ...removed.map(({ version }) => `${version}: taken back, and its own tool knows`),
            ],
          },
        ],
      },
      options,
      io,
    )
  },
})

function versionOf({ version }: Migration): string {
  return version
}
