import type { Snapshot } from '../catalog/index.ts'
import type { Script } from '../history/index.ts'
import type { Source } from '../sql/index.ts'
import type { KnownOptions } from './accept-known.ts'
import type { Policy } from './policy.ts'
import type { InputOptions } from './read-input.ts'

export interface LintOptions extends InputOptions, KnownOptions {
  /** The database before the change; without it, what the history before makes, and of plain files nothing. */
  structure?: Snapshot
  /** The planner's number of rows of each table of `structure`, by its name. */
  rows?: ReadonlyMap<string, number>
  /** The same as `structure`, as `writeSnapshot` wrote it. */
  snapshot?: Source
  /** Major version of the PostgreSQL that will run it; default: that of the database, else the newest. */
  major?: number
  /** Scripts before the first migration: roles, extensions and schemas that the target platform provides. */
  setup?: readonly Script[]
  /** What the team says about checks and tables. */
  policy?: Policy
  /** Where what was found in the same texts is remembered; default: nowhere. */
  memory?: Memory
}

/** Where judgements are remembered. */
export interface Memory {
  folder: string
  /** What tells one state of the program from another: what one has judged, the next has not. */
  program: string
}
