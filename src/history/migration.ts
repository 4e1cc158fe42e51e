import type { Secret } from '../engine/index.ts'
import type { HistorySettings } from './history-settings.ts'
import type { HookCommand, HookPlace } from './hook.ts'

/**
 * How a tool sends a script to the server:
 * - `transaction`: inside one transaction, whatever the script holds;
 * - `single-call`: the whole text in one simple-query message, so several statements share an implicit transaction
 *   and a single one has none;
 * - `autocommit`: statement by statement, as psql does; BEGIN and COMMIT in the file count.
 */
export type Execution = 'transaction' | 'single-call' | 'autocommit'

/** A placeholder that was replaced: where its value stands in a script's text, and how long it is in the file. */
export interface Substitution {
  /** Both counted from 1, in the text after the replacement. */
  line: number
  column: number
  length: number
  originalLength: number
}

/** One script of a migration. */
export interface Script {
  /** The path that findings show: relative to the working directory when inside it. */
  file: string
  /**
   * The whole text of the file with everything that is not this script (another section, the tool's directives)
   * blanked by spaces, line ends kept: so a place in `text` is a place in the file. Where placeholders were replaced
   * lines still agree; `placeInFile` corrects the columns.
   */
  text: string
  execution: Execution
  substitutions?: Substitution[]
  /** The text before placeholders were replaced: what is hashed, and compared with the same file at another time. */
  original?: string
  /** Hooks that are run before and after it, as a part of it: in its transaction where it has one. */
  first?: readonly Script[]
  last?: readonly Script[]
}

/** On which side of a release a change belongs: before the new code, between, or once no old code is left. */
export const phases = ['expand', 'migrate', 'contract'] as const
export type Phase = (typeof phases)[number]

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
  phase?: Phase
  /** It is none, but a hook of the run that is rehearsed and judged as if it were. */
  isHook?: true
}

/** What is run around migrations. */
export type Hook = HookPlace & ({ script: Script } | HookCommand)

/** A file of the folder that is no part of the history, and why. */
export interface Unread {
  file: string
  because: string
}

/** All migrations of a folder, in the order in which their tool runs them. */
export interface History {
  /** The name of the format, such as `flyway`. */
  format: string
  /** The folder that holds the migrations: the one given, or the one found below it. */
  dir: string
  migrations: Migration[]
  /** Whether each migration has its own transaction or the whole run shares one (Drizzle). */
  transactionScope: 'migration' | 'run'
  /** SQL that makes what the tool itself keeps in the database (its ledger, a platform's schemas), run before the first migration. */
  bookkeeping?: string
  /** What it was read with. */
  readWith?: HistorySettings
  /** What is sent where something stands in for it in the scripts. */
  secrets?: readonly Secret[]
  /** Settings that every session of the tool starts with, such as a platform's `search_path`. */
  settings: Record<string, string>
  /** What is run around migrations. What belongs to each of them is in their scripts too. */
  hooks?: readonly Hook[]
  /** The table of the tool's ledger, where it is neither as usual nor in the tool's own configuration. */
  toolTable?: string
  /** Files the tool itself leaves aside, such as those for another database. */
  ignored: Unread[]
  /** What was seen and cannot be read, such as a migration written in Go: the history is not complete. */
  notAssessed: Unread[]
}
