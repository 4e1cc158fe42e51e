import type { AlterTableCmd } from '../sql/index.ts'
import type { Table } from './model.ts'
import type { Mode, Recorder } from './recorder.ts'

/** What an action of ALTER TABLE leaves to be done when all are prepared: the server's phase 3 (`ATRewriteTables`). */
export interface TableWork {
  /** The rows must be written anew. */
  hasRewrite: boolean
  /** The rows must be read: a constraint is to be checked. */
  hasScan: boolean
  /** Foreign keys to be checked against the tables they point to, after everything else. */
  foreignKeys: { target: Table }[]
}

/** One action on one table, while all actions of the statement are played. */
export interface ActionScene {
  recorder: Recorder
  /** The table that it changes now; an action that goes to children too is played for each of them. */
  table: Table
  /** The table that the statement names. */
  root: Table
  /** What is left to be done to a table at the end. */
  workOn(table: Table): TableWork
}

/**
 * The passes in which the server carries out the actions of one ALTER TABLE, whatever their order in the text
 * (`AlterTablePass` in `commands/tablecmds.c`).
 */
export const passes = [
  'drop',
  'alter type',
  'old index',
  'old constraint',
  'add column',
  'set expression',
  'add index constraint',
  'column attributes',
  'add index',
  'add other constraint',
  'misc',
] as const
export type Pass = (typeof passes)[number]

export type Subtype = NonNullable<AlterTableCmd['subtype']>

/** How one action of ALTER TABLE is played. */
export interface AlterAction {
  subtypes: readonly Subtype[]
  /** Where PostgreSQL says so. */
  sources: string[]
  /** The lock on the table that the statement names (`AlterTableGetLockLevel`). */
  lock: Mode | ((command: AlterTableCmd, recorder: Recorder) => Mode)
  pass: Pass
  /** Whether it is carried out for every child too; `no` for those that see to their children themselves. */
  recursion: 'children' | 'no'
  play(command: AlterTableCmd, scene: ActionScene): void
}

/** Declares how an action of ALTER TABLE is played; see `actions/`, one file each. */
export function defineAction(action: AlterAction): AlterAction {
  return action
}
