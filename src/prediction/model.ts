import type { RelationKind } from '../effects/index.ts'
import type { Node } from '../sql/index.ts'
import type { Cast } from './builtins.ts'
import type { TypeRef } from './type.ts'

/**
 * What is known of a database at one moment, linked for looking things up and changed by each statement that is played
 * on it. Names are as they were given, without the quotes that SQL needs.
 */
export interface Model {
  /** Major version of the server, such as 18. */
  major: number
  /** Why a name that is not here may exist all the same; nothing when everything is known. */
  gaps: string[]
  schemas: Set<string>
  /** By `schema.name`, each part quoted where SQL needs it; indexes and sequences too. */
  relations: Map<string, Relation>
  /** Every name that a constraint of a table has or has had, so that a new one need not be looked for in all tables. */
  constraintNames: Set<string>
  /** By `schema.name`, quoted like those of relations. */
  types: Map<string, UserType>
  /** By `schema.name`, quoted; each name may have several. */
  routines: Map<string, Routine[]>
  publications: Map<string, Publication>
  extensions: Set<string>
  /** Those that somebody made, by their types as `app.mood>text`; with the function that does it, `app.mood_text(app.mood)`. */
  casts: Map<string, Cast & { function?: string }>
  /** Whatever else there is, in PostgreSQL's own words: `collation app.german`, `event trigger guard`. */
  objects: Set<string>
  /** What the session has prepared and what its cursors ask, by name. */
  prepared: Map<string, Node>
  cursors: Map<string, Node>
  /** What the session has set, by name in small letters: `search_path`, `lock_timeout`, `timezone`. */
  settings: Map<string, string>
  /** What SET LOCAL replaced, until the transaction ends; undefined where nothing was set. */
  formerSettings: Map<string, string | undefined>
}

interface Named {
  schema: string
  name: string
  /** Whether it was there before the pending change began. */
  isExisting: boolean
  /** Whether its definition is known; otherwise only statements have named it, and all else about it is supposed. */
  isKnown: boolean
}

export type Relation = Table | Index | Sequence

export type TableKind = Exclude<RelationKind, 'index' | 'partitioned index' | 'sequence'>

/** Whatever has columns: tables, views, materialized views, foreign tables, composite types. */
export interface Table extends Named {
  kind: TableKind
  persistence: 'permanent' | 'unlogged' | 'temporary'
  columns: Column[]
  constraints: Constraint[]
  indexes: Index[]
  triggers: Trigger[]
  /** Where those that go with its columns are to be found; one may be gone, or with another table by now. */
  sequences: Set<Sequence>
  rules: Dependant[]
  policies: Dependant[]
  /** Names of extended statistics, qualified. */
  statistics: Statistics[]
  /** Inherited from, or the partitioned table that this is a partition of. */
  parents: Table[]
  children: Table[]
  partitioning?: { strategy: 'list' | 'range' | 'hash'; columns: string[]; hasExpressions: boolean }
  /** Of a partition: its bound as the server prints it or the statement says it, such as `DEFAULT`. */
  bound?: string
  /** Of a view: what its query uses; of any other table nothing. */
  uses: Use[]
  /** Whether a view, a rule, a policy, a routine or a foreign key was ever made of it: only then is it looked for them. */
  isUsed: boolean
  /** Of a view: the query as text. */
  definition?: string
  hasRowSecurity: boolean
  /** A name is that of an index. */
  replicaIdentity: 'default' | 'full' | 'nothing' | { index: string }
  /** Storage parameters by name. */
  options: Map<string, string>
  accessMethod?: string
  tablespace?: string
  /** Of a materialized view. */
  isPopulated: boolean
  /** Of a composite type's use: the type that a typed table (`OF`) is made of. */
  ofType?: string
  /** The planner's number of rows, where a live database said it. */
  rows?: number
}

export interface Column {
  name: string
  /** Nothing where the text does not say. */
  type?: TypeRef
  /** The collation where it is another than the type's own, as it was written. */
  collation?: string
  isNullable: boolean
  /** The expression as text. */
  default?: string
  generated?: { as: string; how: 'stored' | 'virtual' }
  identity?: 'always' | 'by default'
  /** Whether only a parent defines it. */
  isInherited: boolean
  /** Whether the pending change adds it, be it to a table that was there before. */
  isAdded?: boolean
}

export type ConstraintKind = 'check' | 'foreign key' | 'primary key' | 'unique' | 'exclusion' | 'not null'

export interface Constraint {
  name: string
  kind: ConstraintKind
  columns: string[]
  /** Of a check: the condition as text. */
  expression?: string
  isValid: boolean
  isEnforced: boolean
  isInheritable: boolean
  /** Whether only a parent defines it. */
  isInherited: boolean
  isDeferrable: boolean
  /** As of a column. */
  isAdded?: boolean
  /** Of a primary key, unique or exclusion constraint. */
  index?: Index
  /** Of a foreign key. */
  target?: { table: Table; columns: string[] }
}

export interface Index extends Named {
  kind: 'index' | 'partitioned index'
  table: Table
  method: string
  /** In order: a column, or an expression as text with what it uses. */
  keys: IndexKey[]
  included: string[]
  isUnique: boolean
  isPrimary: boolean
  isValid: boolean
  /** Whether CLUSTER goes by it. */
  isClustered: boolean
  /** The predicate of a partial index as text, and the columns in it. */
  condition?: { text: string; columns: string[] }
  /** The index of the partitioned table that this is a part of. */
  parent?: Index
  children: Index[]
  tablespace?: string
}

export type IndexKey =
  | { column: string; collation?: string; opclass?: string }
  | { expression: string; columns: string[]; collation?: string; opclass?: string }

export interface Sequence extends Named {
  kind: 'sequence'
  /** What its numbers fit in, such as `integer`; nothing where only statements have named it. */
  type?: string
  /** The column that it goes with. */
  ownedBy?: { table: Table; column: string }
}

export interface Trigger {
  name: string
  /** Qualified name of the function. */
  function: string
  /** `UPDATE OF` columns. */
  columns: string[]
  isRow: boolean
  isConstraint: boolean
  /** The columns in its WHEN. */
  conditionColumns: string[]
}

/** A rule or a policy of a table, and what it uses of this table and of others. */
export interface Dependant {
  name: string
  uses: Use[]
}

export interface Statistics {
  schema: string
  name: string
  columns: string[]
}

/** A table as a whole, or one column of it, that something else needs. */
export interface Use {
  table: Table
  column?: string
}

export interface UserType {
  schema: string
  name: string
  kind: 'enum' | 'domain' | 'composite' | 'range' | 'multirange' | 'base'
  isExisting: boolean
  isKnown: boolean
  labels: string[]
  /** Of a domain: what it is over. */
  base?: TypeRef
  isNullable: boolean
  default?: string
  checks: { name: string; expression: string; isValid: boolean }[]
  /** Whether it is declared and waits for its definition. */
  isShell?: boolean
}

export interface Routine {
  schema: string
  name: string
  kind: 'function' | 'procedure' | 'aggregate'
  /** The types of its input arguments, as the server prints them. */
  arguments: string[]
  /** All that is declared, such as `a integer default 1` and `out b text`. */
  parameters: string[]
  returns?: string
  language: string
  volatility: 'immutable' | 'stable' | 'volatile'
  isSecurityDefiner: boolean
  settings: string[]
  /** The source; nothing for what is written in C, and for SQL that was parsed when it was made. */
  body?: string
  isExisting: boolean
  /** What a body that was parsed when it was made uses. */
  uses: Use[]
}

export interface Publication {
  name: string
  isForAllTables: boolean
  schemas: string[]
  /** `filterColumns` are those in the row filter; a filter of an unknown text has none. */
  tables: { table: Table; columns?: string[]; hasFilter: boolean; filterColumns?: string[] }[]
  /** Whether it publishes updates or deletes, which need a replica identity. */
  publishesChanges: boolean
}

/** A model of a database in which nothing is but PostgreSQL's own. */
export function emptyModel(major: number): Model {
  return {
    major,
    gaps: [],
    schemas: new Set(['public', 'pg_catalog']),
    relations: new Map(),
    constraintNames: new Set(),
    types: new Map(),
    routines: new Map(),
    publications: new Map(),
    extensions: new Set(['plpgsql']),
    casts: new Map(),
    objects: new Set(),
    prepared: new Map(),
    cursors: new Map(),
    settings: new Map(),
    formerSettings: new Map(),
  }
}

/** A database of which nothing is known: every name that a statement uses is taken to exist. */
export function unknownModel(major: number): Model {
  return { ...emptyModel(major), gaps: ['the catalog is not known'] }
}

/** From here on, what is there is what others already use. */
export function markExisting(model: Model): void {
  for (const relation of model.relations.values()) {
    relation.isExisting = true
    if (!('columns' in relation)) continue
    for (const part of [...relation.columns, ...relation.constraints]) part.isAdded = false
  }
  for (const type of model.types.values()) type.isExisting = true
  for (const routines of model.routines.values()) for (const it of routines) it.isExisting = true
}

export type { Node }
