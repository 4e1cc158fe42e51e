import type { Folder } from './folder.ts'
import type { History, Migration } from './migration.ts'
import type { Placeholders } from './placeholder-values.ts'

/**
 * How sure a format is that a folder is its own:
 * - `certain`: something only this tool writes (a directive, a lock file, a plan);
 * - `likely`: the layout fits and the project uses the tool;
 * - `possible`: the layout fits;
 * - `fallback`: taken when nobody else wants it.
 */
export const certainties = ['fallback', 'possible', 'likely', 'certain'] as const
type Certainty = (typeof certainties)[number]

export interface Evidence {
  certainty: Certainty
  /** What was seen, naming a file: `V1__init.sql is named as Flyway names`. */
  because: string
}

/** What a format reads from a folder; what it leaves out of the `.sql` files is found and told without its help. */
type Reading = Pick<History, 'migrations'> &
  Partial<Pick<History, 'ignored' | 'notAssessed' | 'bookkeeping' | 'hooks'>>

/** One line of a tool's ledger. What the tool does not keep is missing, or null. */
export interface LedgerRow {
  /** What `Migration.version` is compared with. */
  version: string
  /** When it was applied, as the server writes times, and by whom. */
  at?: string | null
  by?: string | null
  /** Of the migration's file; null too where the tool wrote it in a way that is not known here. */
  hash?: string | null
  /** Why it does not count as applied, as a clause: `it failed`. */
  problem?: string | null
  /** Whether it stands for everything up to its version, which need not be in the folder. */
  isBaseline?: boolean
}

/** A migration that was applied or taken back, for the ledger of its tool. */
export interface LedgerChange {
  history: History
  migration: Migration
  /** The folder of the history. */
  folder: Folder
  /** Quoted and with its schema. */
  table: string
  /** Those that the table really has: versions of a tool differ. */
  columns: ReadonlySet<string>
  /** What the table held when the run began. */
  rows: readonly LedgerRow[]
  /** The role that applies. */
  user: string
  durationMs: number
}

export interface SqlCommand {
  sql: string
  params: unknown[]
}

/** The table in which a tool remembers what it applied. */
export interface Ledger {
  /** Where the table may be, most usual first; a name without schema is looked up on the search path. */
  tables: string[]
  /** Where the tool's own configuration says the table is, as SQL names it. */
  configured?(folder: Folder): string | undefined
  /** SQL with one `LedgerRow` for each version that is applied, or was begun. */
  select(table: string, folder: Folder): string
  /** The row by which a migration is applied; by default the one with its version. */
  rowOf?(migration: Migration, rows: readonly LedgerRow[], history: History): LedgerRow | undefined
  /** What the tool may have kept as the hash of a migration as it is now, first what it keeps today; none where that cannot be told. */
  hashes?(migration: Migration, folder: Folder): string[]
  /** What a person does about rows with a problem. */
  mend?: string
  /** SQL that makes the table where it is only a part of the bookkeeping. */
  definition?: string
  /** What the tool writes when it has applied a migration; missing where it cannot go on beside pgwright. */
  add?(change: LedgerChange): SqlCommand[]
  /** What it writes when it has taken one back. */
  remove?(change: LedgerChange): SqlCommand[]
}

/** How a tool wants new migrations to be written, each up script in a file of its own. */
export interface Writing {
  /** The path of the up script; `beside` is that of another migration of the folder, and `version` is written like its. */
  path(version: string, name: string, beside: string): string
  /** The text of the file. */
  frame(script: string, isAlone: boolean): string
  /** Files that go with it, by path: the way back, settings. */
  companions?(path: string, isAlone: boolean): Record<string, string>
  /** How many statements may be in a script outside a transaction; nothing where SQL always has one. */
  alone?: 'one' | 'many'
  /** The text of a file that is there with its up script outside a transaction. */
  makeAlone?(text: string): string
  /** A statement as the tool has to see it, where it cuts scripts by rules of its own. */
  wrap?(statement: string): string
}

/** How one tool keeps its migrations. */
export interface Format {
  name: string
  title: string
  /** Where the layout is documented, how it is ordered, which transaction rule it has. */
  docs: string
  detect(folder: Folder): Evidence | undefined
  read(folder: Folder, placeholders: Placeholders): Reading | Promise<Reading>
  /** How it tells the names of placeholders apart; by default as they are written. */
  normalizePlaceholder?(name: string): string
  transactionScope?: History['transactionScope']
  bookkeeping?: string
  settings?: Record<string, string>
  ledger?: Ledger
  write?: Writing
}

/** Declares a format; see `formats/`, one file each. */
export function defineFormat(format: Format): Format {
  return format
}
