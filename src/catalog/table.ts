/** What has columns and can be read from. */
export type TableKind = 'table' | 'partitioned table' | 'foreign table' | 'view' | 'materialized view'

/**
 * A table as people think of it. Names of schemas, tables, columns and constraints are as they were given, without the
 * quotes that SQL needs; other tables are named by their keys in the catalog.
 */
export interface Table {
  /** In the catalog: `table shop.orders`. */
  key: string
  /** Qualified and quoted. */
  identity: string
  schema: string
  name: string
  kind: TableKind
  owner: string
  comment?: string
  /** Privileges that were granted or taken, such as `SELECT to reader`. */
  privileges: string[]
  isUnlogged: boolean
  /** The query of a view. */
  definition?: string
  /** The server of a foreign table. */
  server?: string
  /** The extension that brought it. */
  extension?: string
  /** In the table's own order. */
  columns: Column[]
  primaryKey?: Key
  uniques: Key[]
  exclusions: Exclusion[]
  checks: Check[]
  foreignKeys: ForeignKey[]
  /** Foreign keys of other tables, and of this one, that point here. */
  referencedBy: Reference[]
  indexes: Index[]
  /** How a partitioned table decides where a row goes. */
  partitioning?: Partitioning
  partitionOf?: { table: string; bound: string }
  partitions: string[]
  /** The parents of a table that is no partition. */
  inherits: string[]
  rowSecurity: 'off' | 'on' | 'forced'
  policies: Policy[]
  triggers: Trigger[]
}

export interface Column extends Part {
  /** As SQL would name it, with length and precision: `numeric(12,2)`. */
  type: string
  isNullable: boolean
  isPrimaryKey: boolean
  default?: string
  identity?: 'always' | 'by default'
  generated?: { as: string; how: 'stored' | 'virtual' }
  privileges: string[]
  /** What its foreign keys point to; a composite one gives each of its columns one. */
  references: { table: string; column: string }[]
}

interface Part {
  /** In the catalog: `table column shop.orders.id`. */
  key: string
  name: string
  comment?: string
}

export interface Key extends Part {
  columns: string[]
}

export interface Exclusion extends Part {
  columns: string[]
  operators: string[]
}

export interface Check extends Part {
  expression: string
}

export type KeyAction = 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default'

export interface ForeignKey extends Part {
  columns: string[]
  target: string
  targetColumns: string[]
  onDelete: KeyAction
  onUpdate: KeyAction
  isDeferrable: boolean
  /** Not one that is NOT VALID or, since 18, NOT ENFORCED. */
  isValidated: boolean
}

export interface Reference {
  table: string
  constraint: string
}

export interface Index extends Part {
  /** Such as `btree`. */
  method: string
  /** Names of columns and texts of expressions, in order. */
  keys: string[]
  /** Columns that are only carried along. */
  included: string[]
  isUnique: boolean
  isValid: boolean
  condition?: string
  /** It serves the constraint of the same name. */
  isOfConstraint: boolean
}

export interface Partitioning {
  strategy: 'list' | 'range' | 'hash'
  /** Names of columns and texts of expressions. */
  keys: string[]
}

export interface Policy extends Part {
  command: 'all' | 'select' | 'insert' | 'update' | 'delete'
  isPermissive: boolean
  roles: string[]
  using?: string
  check?: string
}

export interface Trigger extends Part {
  /** Such as `before insert or update of note, for each row`. */
  when: string
  function: string
  isEnabled: boolean
}
