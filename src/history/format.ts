import type { Folder } from './folder.ts'
import type { History, Migration } from './migration.ts'

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

export interface ReadOptions {
  /** Values of placeholders, by name without the tool's marks. */
  placeholders?: Record<string, string>
}

/** What a format reads from a folder; what it leaves out of the `.sql` files is found and told without its help. */
type Reading = Pick<History, 'migrations'> & Partial<Pick<History, 'ignored' | 'notAssessed' | 'bookkeeping'>>

/** One line of a tool's ledger; `version` is what `Migration.version` is compared with. */
export interface LedgerRow {
  version: string
}

/** The table in which a tool remembers what it applied. */
export interface Ledger {
  /** Where the table may be, most usual first; a name without schema is looked up on the search path. */
  tables: string[]
  /** SQL with one row for each applied version, as `version`. */
  select(table: string): string
  /** Whether a migration is among the rows; by default when its version is. */
  isApplied?(migration: Migration, rows: readonly LedgerRow[], history: History): boolean
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
  read(folder: Folder, options: ReadOptions): Reading | Promise<Reading>
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
