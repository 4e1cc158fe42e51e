import type { TableKind } from '../catalog/index.ts'

/** What became of something between two databases. */
export type Change = 'added' | 'altered' | 'removed'

/** Said beside the colour, for whoever does not see it. */
export const signs: Record<Change, string> = { added: '+', altered: '~', removed: '−' }

/** What is drawn, whatever draws it. */
export interface Picture {
  title: string
  /** Sorted by schema and name. */
  boxes: Box[]
  edges: Edge[]
  detail: Detail
  isComparison: boolean
}

/** Which columns are shown: all, those of keys, or none. */
export type Detail = 'all' | 'keys' | 'none'

/** A table with its partitions. */
export interface Box {
  /** The key of the table in the catalog. */
  key: string
  schema: string
  name: string
  kind: TableKind
  comment?: string
  rows: Row[]
  /** Columns that are not shown, for want of room. */
  hiddenRows: number
  /** What it has beside columns, in a few words each: `row security`, `2 triggers`. */
  badges: string[]
  /** What changed about it and stands in no row. */
  notes: Note[]
  /** Partitions with their bounds. */
  partitions: string[]
  change?: Change
}

export interface Row {
  name: string
  type: string
  /** What the type was, when it is another now. */
  oldType?: string
  isNullable: boolean
  /** Primary key, foreign key, unique. */
  marks: ('PK' | 'FK' | 'UK')[]
  comment?: string
  change?: Change
  /** What is another than it was, such as `type: integer → bigint`. */
  changes: string[]
}

export interface Note {
  text: string
  change: Change
}

/** From the table that is referred to, or inherited from, to the one that does. */
export interface Edge {
  /** The key of the foreign key, or of the child and its parent. */
  key: string
  kind: 'reference' | 'inheritance'
  name: string
  parent: End
  child: End
  /** A row of the parent may have several of the child; else one at most. */
  isMany: boolean
  /** A row of the child may have none of the parent. */
  isOptional: boolean
  /** Its columns are a part of the child's primary key. */
  isIdentifying: boolean
  /** The whole of it in words, for a tooltip. */
  words: string
  change?: Change
}

export interface End {
  /** The key of a box. */
  box: string
  /** Of a composite key the first one; nothing for the box as a whole. */
  column?: string
}
