import type { Notice } from '../engine/index.ts'
import type { Knowledge } from '../findings/index.ts'
import type { LockMode } from './lock-modes.ts'

/** A table, index, view, sequence or other relation. */
export interface Relation {
  /** Qualified and quoted where needed: `shop.orders`. */
  name: string
  kind: RelationKind
  /** Whether it was there before the pending change began; nobody waits for a table that nobody knows. */
  isExisting: boolean
}

export type RelationKind =
  | 'table'
  | 'partitioned table'
  | 'index'
  | 'partitioned index'
  | 'view'
  | 'materialized view'
  | 'sequence'
  | 'foreign table'
  | 'composite type'

export interface HeldLock {
  relation: Relation
  mode: LockMode
}

/** A table read from one end to the other. */
export interface Scan {
  relation: Relation
  /** Rows read on the rehearsal, or the planner's number of rows; without data it is none, and the scan is there all the same. */
  rows?: number
}

export interface IndexBuild {
  index: Relation
  table: Relation
  /** False where a concurrent build failed half-way and left its index behind. */
  isValid: boolean
  isConcurrent: boolean
}

export interface ObjectChange {
  change: 'created' | 'changed' | 'dropped'
  /** PostgreSQL's word for the kind: `table`, `table column`, `function`. */
  kind: string
  /** PostgreSQL's name: `shop.orders`, `shop.orders.total`. */
  identity: string
  /** Whether it was there before the pending change began. */
  isExisting: boolean
  /** The former name, where the change is a rename or a move to another schema. */
  formerIdentity?: string
}

/**
 * What a statement does to the objects it touches. Predicted from the statement and the catalog, or observed on a
 * rehearsal: one type for both.
 */
export interface Effect {
  /** Seen on a rehearsal, or predicted from a catalog that is known, or from the text alone. */
  knowledge: Knowledge
  /** What a prediction supposed because it could not know it, each a clause: `the type of shop.orders.total is not known`. */
  assumptions: string[]
  /** What the statement does besides and could not be followed, such as SQL that is put together at run time. */
  unfollowed: string[]
  /** Locks that this statement took or made stronger; they stay until its transaction ends. */
  locks: HeldLock[]
  /** Tables whose rows were written anew into a new file. */
  rewrites: Relation[]
  /** Tables that were emptied at once. */
  truncates: Relation[]
  /** Tables that were there before and were read as a whole. */
  scans: Scan[]
  indexBuilds: IndexBuild[]
  changes: ObjectChange[]
  /** Rows of existing tables inserted, updated and deleted. */
  rowsChanged: { relation: Relation; inserted: number; updated: number; deleted: number }[]
  walBytes: number
  durationMs: number
  notices: Notice[]
}
