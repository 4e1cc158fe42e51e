import type { Location } from '../base/index.ts'
import type { Group, Remedy, Severity } from '../findings/index.ts'
import type { Execution } from '../history/index.ts'
import type { RehearsedMigration, RehearsedStatement } from '../rehearsal/index.ts'

/** A pending change as a rule sees it: what every statement did. */
export interface Change {
  migrations: readonly RehearsedMigration[]
  /** Whether any migration of the whole history can be reverted; where none can, the team does not mean to. */
  hasReverts: boolean
}

/** One case of a rule; the check makes a finding of it or a suppression silences it. */
export interface Problem {
  message: string
  location: Location
  /** The object it is about, such as `table shop.orders`. */
  object?: string
  evidence: Record<string, unknown>
  remedy?: Remedy
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
  /** SQL added to the example schema before the examples run. */
  setup?: string
  examples: { bad: Example[]; good: Example[] }
  check(change: Change): Problem[]
}

/** Declares a rule; see `rules/`, one file each. */
export function defineRule(rule: Rule): Rule {
  return rule
}

/** Every statement of the change with its migration. */
export function statementsOf(
  change: Change,
): { migration: RehearsedMigration; statement: RehearsedStatement }[] {
  return change.migrations.flatMap(migration =>
    migration.statements.map(statement => ({ migration, statement })),
  )
}

/** Collects the problems of every statement that was run. */
export function checkStatements(
  change: Change,
  check: (statement: RehearsedStatement, migration: RehearsedMigration) => Problem[],
): Problem[] {
  return statementsOf(change).flatMap(({ migration, statement }) => check(statement, migration))
}
