import type { Model, Table } from '../prediction/index.ts'
import type { Scene } from './rule.ts'

/** A statement, and the database just before it. */
export type StatementScene = Pick<Scene, 'statement' | 'model'>

/** One file of a remedy, or a part of one. */
export interface PlannedMigration {
  /** What it does, in words of which a file name can be made: `validate orders_customer_id_fkey`. */
  name: string
  /**
   * How long it holds which locks:
   * - `brief`: a transaction that asks for a strong lock, with a `lock_timeout`, and is done in a moment;
   * - `quiet`: a transaction that may take long and keeps nobody waiting, so it must not share one with a brief part;
   * - `alone`: statements outside a transaction, each by itself.
   */
  pace: 'brief' | 'quiet' | 'alone'
  /** Without their semicolons. */
  statements: string[]
  /** Whether it must not join the transaction in which the statement stood. */
  isSeparate?: boolean
}

/** What is left afterwards that the statement itself would not have made, and why. */
export interface Leftover {
  /** As `pg_identify_object()` says it: `view shop.orders`. */
  object: string
  /** Of an object that is altered: the attribute of the catalog that may differ. */
  attribute?: string
  because: string
}

/** What to run instead of a statement. */
export interface Plan {
  migrations: PlannedMigration[]
  leftovers?: Leftover[]
}

/** What nobody can write without knowing the application: it is told, and never called proved. */
export interface Advice {
  steps: string[]
}

/** A statement that a remedy is for, in the example schema; the tests prove its plan on a real server. */
export interface RemedyExample {
  title: string
  up: string
  /** SQL added to the example schema before. */
  setup?: string
  /** Whether there is only advice for it, nothing that could be run. */
  isAdvised?: boolean
}

export interface Remedy {
  name: string
  /** What it does, as the title in a finding. */
  summary: string
  /** The rules whose findings it cures. */
  cures: string[]
  /** Where PostgreSQL documents why it works. */
  sources: string[]
  examples: RemedyExample[]
  /** Whether it takes the statement as it stands, so that it is nothing for one of several actions. */
  isForWhole?: boolean
  /** What to run instead of the statement; nothing where the remedy is not for it. An ALTER TABLE has one action. */
  build(scene: StatementScene): Plan | Advice | undefined
}

/** Declares a remedy; see `remedies/`, one file each. */
export function defineRemedy(remedy: Remedy): Remedy {
  return remedy
}

export function isPlan(cure: Plan | Advice): cure is Plan {
  return 'migrations' in cure
}

export function briefly(name: string, ...statements: string[]): PlannedMigration {
  return { name, pace: 'brief', statements }
}

export function quietly(name: string, ...statements: string[]): PlannedMigration {
  return { name, pace: 'quiet', statements }
}

export function alone(name: string, ...statements: string[]): PlannedMigration {
  return { name, pace: 'alone', statements }
}

/** The tables that hold the rows of a table: itself, or the partitions at the end of the tree. */
export function leavesOf(table: Table): Table[] {
  return table.kind === 'partitioned table' ? table.children.flatMap(leavesOf) : [table]
}

export type { Model, Table }
