import type { Column, Model, Table, TypeRef } from '../../prediction/index.ts'
import type { DeleteStmt, InsertStmt, MergeStmt, Node, SelectStmt, UpdateStmt } from '../../sql/index.ts'

/** One query, or one arm of a UNION: what has a FROM and a WHERE of its own. What is inside it is another block. */
export type Block = {
  /** What it can name. */
  scope: Scope
  /** What its rows are for. */
  role: Role
  /** The query that it stands in. */
  outer?: Block
} & BlockNode

export type BlockNode =
  | { kind: 'select'; node: SelectStmt }
  /** UNION, INTERSECT, EXCEPT: its arms are blocks too. */
  | { kind: 'set operation'; node: SelectStmt }
  | { kind: 'values'; node: SelectStmt }
  | { kind: 'insert'; node: InsertStmt }
  | { kind: 'update'; node: UpdateStmt }
  | { kind: 'delete'; node: DeleteStmt }
  | { kind: 'merge'; node: MergeStmt }
  /** A condition that stands alone: of a policy, a CHECK, a partial index, a trigger, an IF. */
  | { kind: 'condition'; node: Node }

export type Role =
  | 'statement'
  | 'view'
  | 'table'
  | 'insert'
  | 'routine'
  | 'condition'
  | 'common table'
  | 'from'
  | 'arm'
  | 'exists'
  | 'in'
  | 'value'

/** The sources of a block, and those of the queries around it. */
export interface Scope {
  model: Model
  sources: Source[]
  outer?: Scope
  /** WITH queries by name. */
  commonTables: ReadonlyMap<string, SourceColumn[] | undefined>
}

/** One item of FROM, or the target of a change. */
export interface Source {
  /** By which its columns are qualified. */
  name: string
  kind: 'table' | 'query' | 'function'
  node: Node
  table?: Table
  /** Nothing where they are not known. */
  columns?: SourceColumn[]
  /** Whether an outer join puts nulls where it has no row. */
  isNullExtended: boolean
}

export interface SourceColumn {
  name: string
  type?: TypeRef
  /** Nothing where nobody can say. */
  isNullable?: boolean
  /** The column of a table that it is, unchanged. */
  origin?: { table: Table; column: Column }
}
