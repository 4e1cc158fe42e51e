import type { AlterTableCmd } from '../sql/index.ts'
import type { Column, Constraint, Model, Table, TableKind } from './model.ts'
import type { Mode, Recorder } from './recorder.ts'

/** What an action of ALTER TABLE leaves to be done when all are prepared: the server's phase 3 (`ATRewriteTables`). */
export interface TableWork {
  /** The rows must be written anew. */
  hasRewrite: boolean
  /** The rows must be read: a constraint is to be checked. */
  hasScan: boolean
  /** A column has values that it had not before: rows of this type in other tables would have to change too. */
  hasNewValues: boolean
  /** A new column that must not be null and is in every row. */
  emptyColumn?: string
  /** The file is copied as it is to another place. */
  hasCopy: boolean
  /** Foreign keys to be checked against the tables they point to, after everything else. */
  foreignKeys: Constraint[]
  /** Columns whose type or expression is another one now, as they were before: what is made of them is made anew. */
  changedColumns: Map<string, Pick<Column, 'type' | 'collation'>>
}

/** One action on one table, while all actions of the statement are played. */
export interface ActionScene {
  recorder: Recorder
  /** The table that it changes now; an action that goes to children too is played for each of them. */
  table: Table
  /** The table that the statement names. */
  root: Table
  /** Whether the statement says ONLY. */
  isOnly: boolean
  /** The lock on every table. */
  mode: Mode
  /** What is left to be done to a table at the end. */
  workOn(table: Table): TableWork
  /** Puts off a part of the action to a later pass, as ADD COLUMN does with constraints. */
  later(pass: Pass, play: () => void): void
}

/**
 * The passes in which the server carries out the actions of one ALTER TABLE, whatever their order in the text
 * (`AlterTablePass` in `commands/tablecmds.c`).
 */
const passes = [
  'drop',
  'alter type',
  'add column',
  'set expression',
  'old index',
  'old constraint',
  'column attributes',
  'add index constraint',
  'add index',
  'add other constraint',
  'misc',
] as const
export type Pass = (typeof passes)[number]

/** Before PostgreSQL 17 what an ALTER TYPE touches was made anew before columns were added. */
export function passesOf(major: number): readonly Pass[] {
  if (major >= 17) return passes
  const early: readonly Pass[] = ['drop', 'alter type', 'old index', 'old constraint']
  return [...early, ...passes.filter(pass => !early.includes(pass))]
}

export type Subtype = NonNullable<AlterTableCmd['subtype']>

export type Recursion = 'children' | 'no'

/** How one action of ALTER TABLE is played. */
export interface AlterAction {
  subtypes: readonly Subtype[]
  /** Where PostgreSQL says so. */
  sources: string[]
  /** What it can be done to; tables of all sorts if nothing is said. */
  targets?: readonly TableKind[]
  /** The lock on the table that the statement names (`AlterTableGetLockLevel`). */
  lock: Mode | ((command: AlterTableCmd, recorder: Recorder) => Mode)
  pass: Pass | ((command: AlterTableCmd) => Pass)
  /** Whether it is carried out for every child too; `no` for those that see to their children themselves. */
  recursion: Recursion | ((model: Model) => Recursion)
  /** What refuses the action before any other one of the statement is carried out: the server's phase 1 (`ATPrepCmd`). */
  prepare?(command: AlterTableCmd, scene: ActionScene): void
  play(command: AlterTableCmd, scene: ActionScene): void
}

export const plainTables: readonly TableKind[] = ['table', 'partitioned table']
export const allTables: readonly TableKind[] = [...plainTables, 'foreign table']

/** Declares how an action of ALTER TABLE is played; see `actions/`, one file each. */
export function defineAction(action: AlterAction): AlterAction {
  return action
}
