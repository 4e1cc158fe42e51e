import type { Location } from '../base/index.ts'
import type { Step } from '../effects/index.ts'
import type { Group, Knowledge, Remedy, Severity } from '../findings/index.ts'
import type { Execution, Migration } from '../history/index.ts'
import type { Model } from '../prediction/index.ts'
import type { RehearsedMigration } from '../rehearsal/index.ts'
import type { Statement } from '../sql/index.ts'
import type { DefinedColumn } from './column-definitions.ts'
import type { BodyScene } from './query/body-scene.ts'
import type { QueryScene } from './query/query-scene.ts'

/** A pending change as a rule sees it: what every statement does, observed or predicted. */
export interface Change {
  migrations: readonly ChangedMigration[]
  /** Whether any migration of the whole history can be reverted; where none can, the team does not mean to. */
  hasReverts: boolean
}

/** A migration with its statements; where it was only predicted, nothing was reverted and no function was tried. */
export type ChangedMigration = Pick<
  RehearsedMigration,
  'migration' | 'up' | 'down' | 'statements' | 'typeChanges' | 'brokenFunctions' | 'revert'
>

/** One statement before it is run, with what is then known of the database. */
export interface Scene {
  statement: Statement
  migration: Migration
  /** The database as it is just before the statement. */
  model: Model
  /** Whether the statement runs outside a transaction block. */
  isAlone: boolean
  /** The columns that it makes or gives another type. */
  columns: readonly DefinedColumn[]
  /** The statements that the same script runs after it. */
  following(): readonly Statement[]
}

/** One case of a rule; the check makes a finding of it or a suppression silences it. */
export interface Problem {
  message: string
  location: Location
  /** The object it is about, such as `table shop.orders`. */
  object?: string
  evidence: Record<string, unknown>
  remedy?: Remedy
  /** Default: that of the effect of the statement at its place. */
  knowledge?: Knowledge
  /** Where one case is milder than the rule. */
  severity?: Severity
}

/** A migration that a rule must flag (`bad`) or let pass (`good`), run on a real server by the tests and shown in the docs. */
export interface Example {
  /** What it shows, as the heading of the example. */
  title: string
  up: string
  down?: string
  /** Default: `transaction`. */
  execution?: Execution
  /** Whether only a rehearsal can tell: it hangs on the rows. */
  needsRehearsal?: boolean
}

export interface Rule {
  /** The id in findings and suppressions: the thing, then what is wrong with it. */
  name: string
  group: Group
  severity: Severity
  /** What it finds, in one sentence. */
  summary: string
  /** What happens to the running system, as paragraphs of Markdown. */
  why: string
  /** Where PostgreSQL documents the behaviour. */
  sources: string[]
  /** The first major of PostgreSQL that has what it is about; default: every one that is supported. */
  since?: number
  /** SQL added to the example schema before the examples run. */
  setup?: string
  examples: { bad: Example[]; good: Example[] }
  /** Whether only a rehearsal can tell: nothing is predicted that it could judge. */
  needsRehearsal?: boolean
  /** Whether it is an opinion that a team must ask for. */
  isOptional?: boolean
  /** Judges a whole change by the effects of its statements, and by the database as it is when all have run. */
  check?(change: Change, after: Model): Problem[]
  /** Judges a statement by its words and by what is known of the database before it. */
  checkStatement?(scene: Scene): Problem[]
  /** Judges a query, wherever it stands: alone, in a view, in a function. */
  checkQuery?(scene: QueryScene): Problem[]
  /** Judges the body of a PL/pgSQL function, procedure or DO block. */
  checkBody?(scene: BodyScene): Problem[]
}

/** Declares a rule; see `rules/`, one file each. */
export function defineRule(rule: Rule): Rule {
  return rule
}

/** Every statement of the change with its migration. */
export function statementsOf(change: Change): { migration: ChangedMigration; statement: Step }[] {
  return change.migrations.flatMap(migration =>
    migration.statements.map(statement => ({ migration, statement })),
  )
}

/** Collects the problems of every statement that was run. */
export function checkStatements(
  change: Change,
  check: (statement: Step, migration: ChangedMigration) => Problem[],
): Problem[] {
  return change.migrations.flatMap(migration =>
    migration.statements.flatMap(statement => check(statement, migration)),
  )
}
