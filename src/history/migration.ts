/**
 * How a tool sends a script to the server:
 * - `transaction`: inside one explicit transaction;
 * - `single-call`: the whole text in one simple-query message, so several statements share an implicit transaction
 *   and a single one has none;
 * - `autocommit`: statement by statement, as psql does; BEGIN and COMMIT in the file count.
 */
export type Execution = 'transaction' | 'single-call' | 'autocommit'

/** One script of a migration. */
export interface Script {
  /** The path that findings show: relative to the working directory when inside it. */
  file: string
  /**
   * The whole text of the file with everything that is not this script (another section, the tool's directives)
   * blanked by spaces, line ends kept: so a place in `text` is a place in the file.
   */
  text: string
  execution: Execution
}

/** One ordered change. */
export interface Migration {
  /** As the tool writes it in its ledger: `20240102030405`, `1.2`, a change name. */
  version: string
  /** What people call it, without version and ending: `add_orders`. */
  name: string
  /** Run again whenever its text changes (Flyway's `R__`, Liquibase's `runOnChange`). */
  isRepeatable: boolean
  up: Script
  down?: Script
  verify?: Script
}

/** All migrations of a folder, in the order in which their tool runs them. */
export interface History {
  /** The name of the format, such as `flyway`. */
  format: string
  /** The folder as given. */
  dir: string
  migrations: Migration[]
  /** Whether each migration has its own transaction or the whole run shares one (Drizzle). */
  transactionScope: 'migration' | 'run'
  /** SQL that makes what the tool itself keeps in the database (its ledger, a platform's schemas), run before the first migration. */
  bookkeeping?: string
  /** Parts of the folder that were seen and cannot be read, such as a migration written in Go. */
  notAssessed: { file: string; because: string }[]
}
