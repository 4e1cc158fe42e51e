import { count, ExitCode } from '../../base/index.ts'
import type { Report } from '../../findings/index.ts'
import { type Imported, type ImportedEntry, importLedger } from '../../migrate/index.ts'
import { defineCommand } from '../command.ts'
import { fromTableOption, openTarget, targetOptions } from '../migrate.ts'
import { checkFormats, finishReport, reportExits, reportOptions } from '../output.ts'

export const migrateImport = defineCommand({
  name: 'migrate import',
  summary: 'take over what another tool has applied',
  description:
    'Reads the ledger of the tool that has applied the migrations of this folder so far (docs/reference/migrate-import.md ' +
    'lists them) and writes the same in ours, so that `pgwright migrate up` goes on where that tool stopped. Where the tool ' +
    'keeps hashes, the files are compared with them. Nothing but our own table is written: who drops it is where he was.',
  options: [
    ...targetOptions,
    fromTableOption,
    { flags: '--dry-run', summary: 'show what would be written, and write nothing' },
    {
      flags: '--turn-timeout <seconds>',
      summary: 'how long another runner is waited for (default: 600)',
      isCount: true,
    },
    ...reportOptions,
  ],
  examples: [
    {
      command: 'pgwright migrate import --dry-run --database production',
      explains: 'do the ledger there and this folder agree?',
    },
    { command: 'pgwright migrate import', explains: 'from now on, pgwright' },
    {
      command: 'pgwright migrate import && pgwright migrate up --alongside',
      explains: 'try it, with the other tool’s ledger kept too',
    },
  ],
  exits: {
    ...reportExits,
    [ExitCode.ok]: 'ours has all that the other tool’s ledger has',
    [ExitCode.refused]:
      'refused, with a list: files were edited or are missing, or a migration did not end well',
  },
  async run(invocation) {
    const { options, io } = invocation
    checkFormats(options)
    const { history, run } = await openTarget(invocation)
    const isDryRun: boolean = options.dryRun ?? false
    return finishReport(describe(await importLedger(history, { ...run, isDryRun }), isDryRun), options, io)
  },
})

function describe({ ledger, from, entries }: Imported, isDryRun: boolean): Report {
  const what = `${count(entries.length, 'migration')} of ${from}`
  const title =
    entries.length === 0
      ? `Nothing to import: ${ledger} has all that ${from} has.`
      : `${what} ${isDryRun ? 'would be' : entries.length === 1 ? 'is' : 'are'} written in ${ledger}`
  return {
    command: 'migrate import',
    findings: [],
    facts: { ledger, from, isDryRun, entries },
    examined: { imported: entries.length },
    notAssessed: [],
    sections: [
      entries.length === 0
        ? { kind: 'text', title, paragraphs: [] }
        : {
            kind: 'table',
            title,
            columns: ['Version', 'Name', 'When', 'By', 'File'].map(title => ({ title })),
            rows: entries.map(describeEntry),
          },
    ],
  }
}

function describeEntry({ version, name, details: { at = '', by = '', isVerified } }: ImportedEntry) {
  return [
    { text: version },
    { text: name },
    { text: at.slice(0, 19), tone: 'muted' as const },
    { text: by, tone: 'muted' as const },
    isVerified
      ? { text: 'as it was', tone: 'good' as const }
      : { text: 'not verified', tone: 'muted' as const },
  ]
}
