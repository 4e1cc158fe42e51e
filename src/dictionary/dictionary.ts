import type { Column, Extension, Routine, Schema, Sequence, Table, UserType } from '../catalog/index.ts'
import type { About } from './about.ts'

/** What is described: as the catalog has it, with what people say about it. */
export type Described<Entry> = Omit<Entry, 'comment' | 'extension'> & About

/** A database for those who work with it. What an extension brought is only counted. */
export interface Dictionary {
  format: 'pgwright dictionary'
  version: 1
  title: string
  /** The major version of PostgreSQL, on which the texts of definitions depend. */
  postgres: number
  /** What is said about the database itself. */
  about: About
  coverage: Coverage
  schemas: Described<Schema>[]
  tables: DescribedTable[]
  types: DescribedType[]
  routines: Described<Routine>[]
  sequences: Described<Sequence>[]
  extensions: Described<Extension>[]
  /** Whatever else there is: operators, publications, foreign servers, event triggers. */
  others: OtherObject[]
}

/** How much has a comment: tables and views with their columns. */
export interface Coverage {
  tables: Share
  columns: Share
  /** Of tables and columns together, rounded down, so that 100 means all; of nothing it is 100. */
  percent: number
}

export interface Share {
  commented: number
  all: number
}

export interface DescribedTable extends Described<Omit<Table, 'columns' | 'partitions' | 'partitionOf'>> {
  columns: DescribedColumn[]
  /** Those of partitions that are partitioned themselves, too. */
  partitions: { identity: string; bound: string }[]
  /** The keys of views and functions whose definitions name it, where dependencies were read. */
  usedBy: string[]
  /** The SQL of rewrite rules. */
  rules: string[]
}

export type DescribedColumn = Described<Column>

export interface DescribedType extends Described<UserType> {
  /** Columns, fields, domains and functions, by the object's key. */
  usedBy: Use[]
}

export interface Use {
  key: string
  /** The column or field. */
  part?: string
}

export interface OtherObject extends About {
  key: string
  kind: string
  identity: string
}
