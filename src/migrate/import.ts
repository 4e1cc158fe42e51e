import { count } from '../base/index.ts'
import {
  checkHash,
  findFormat,
  type History,
  listToolTables,
  readToolLedger,
  type ToolApplied,
  type ToolLedger,
} from '../history/index.ts'
import {
  createLedger,
  type EntryDraft,
  findLedger,
  insertEntry,
  readEntries,
  readStandings,
} from '../ledger/index.ts'
import { MigrationRefusedError } from './errors.ts'
import type { RunOptions } from './options.ts'
import { openRunner, prepareSession } from './runner-session.ts'
import { draftUnrunEntry } from './unrun-entry.ts'
import { inTransaction, takeLedger } from './with-turn.ts'

export interface ImportOptions
  extends Pick<RunOptions, 'connect' | 'ledger' | 'tool' | 'turnTimeoutMs' | 'onEvent'> {
  /** Whether to write nothing. */
  isDryRun?: boolean
}

/** What the other tool's ledger says of an entry; kept in its details. */
export interface ImportedDetails extends Record<string, unknown> {
  /** The other tool's table. */
  from: string
  at?: string
  by?: string
  /** As the other tool keeps it. */
  hash?: string
  /** Whether the file has that hash; missing where there is none, or none that is known here. */
  isVerified?: boolean
}

export interface ImportedEntry extends EntryDraft {
  details: ImportedDetails
}

export interface Imported {
  /** Our table. */
  ledger: string
  /** The other tool's. */
  from: string
  /** What is written, or would be. */
  entries: ImportedEntry[]
}

/**
 * Writes in our ledger what a history's own tool has applied, so that it is not applied again. Nothing else is written: who
 * drops our table has what was there before. Done again, it writes what is new.
 *
 * @throws {MigrationRefusedError} where the tool has no ledger here, or that and the folder contradict each other.
 */
export async function importLedger(history: History, options: ImportOptions): Promise<Imported> {
  const { isDryRun = false } = options
  await using session = await openRunner(options)
  await prepareSession(session, history)
  const own = await (isDryRun ? findLedger(session, options.ledger) : takeLedger(session, options))
  const tool = (await readToolLedger(history, session)) ?? refuseWithoutLedger(history)
  const standings = readStandings(own.exists ? await readEntries(session, own) : [])
  const isNew = ({ migration }: ToolApplied) => standings.get(migration.version)?.current === undefined
  const checked = tool.applied
    .filter(isNew)
    .map(applied => ({ ...applied, isVerified: checkHash(history, applied) }))
  const edited = checked.filter(({ isVerified }) => isVerified === false)
  refuseContradictions(
    history,
    tool,
    edited.filter(({ migration }) => !migration.isRepeatable),
  )
  const entries: ImportedEntry[] = []
  // A repeatable migration that is another since is left to be applied again.
  for (const it of checked.filter(it => !edited.includes(it)))
    entries.push(await draftEntry(it, tool.table, options.tool))
  if (!isDryRun && entries.length > 0) {
    const table = await createLedger(session, own)
    await inTransaction(session, async () => {
      for (const entry of entries) await insertEntry(session, table, entry)
    })
  }
  return { ledger: own.qualified, from: tool.table, entries }
}

async function draftEntry(
  { migration, row: { at, by, hash }, isVerified }: ToolApplied & { isVerified: boolean | undefined },
  from: string,
  tool: string | undefined,
): Promise<ImportedEntry> {
  const applied = at ? { startedAt: at, finishedAt: at } : {}
  return {
    ...(await draftUnrunEntry(migration, 'import', tool)),
    ...applied,
    details: {
      from,
      ...(at && { at }),
      ...(by && { by }),
      ...(hash && { hash }),
      ...(isVerified !== undefined && { isVerified }),
    },
  }
}

function refuseWithoutLedger(history: History): never {
  const { title, ledger } = findFormat(history.format)
  if (ledger === undefined) throw new MigrationRefusedError(`${title} keep no ledger to take over`)
  throw new MigrationRefusedError(
    `the database has no ledger of ${title}: no ${listToolTables(ledger, history).join(', no ')}`,
    {
      hint: 'Is it this database, this layout, this table? --database, --layout and --from-table say so; the search path of the role counts too.',
    },
  )
}

function refuseContradictions(history: History, tool: ToolLedger, edited: readonly ToolApplied[]): void {
  const { mend } = findFormat(history.format).ledger ?? {}
  const kinds = [
    {
      lines: edited.map(({ migration }) => `${migration.up.file}: edited since it was applied`),
      hint: 'Bring edited files back as they were, and put what is new into a migration of its own.',
    },
    {
      lines: tool.unknown.map(({ version }) => `${version}: applied, but not in the folder`),
      hint: 'Bring missing files back, or delete their rows where they were meant to go.',
    },
    {
      lines: tool.failed.map(({ migration, row }) => `${migration.up.file}: ${row.problem}`),
      hint: `Of what did not end well: ${mend}.`,
    },
  ].filter(({ lines }) => lines.length > 0)
  const lines = kinds.flatMap(kind => kind.lines)
  if (lines.length === 0) return
  const title = `${tool.table} and the folder contradict each other in ${count(lines.length, 'migration')}`
  throw new MigrationRefusedError([`${title}:`, ...lines.map(line => `  ${line}`)].join('\n'), {
    hint: kinds.map(({ hint }) => hint).join(' '),
  })
}
