import { quoteQualified, type RangeVar } from '../sql/index.ts'
import type { Constraint, Index, Model, Relation, Routine, Table, TableKind } from './model.ts'

/** How SQL names it: `shop.orders`, quoted where needed; also its key in the model. */
export function identityOf({ schema, name }: { schema: string; name: string }): string {
  return quoteQualified(schema, name)
}

/** The schemas in which a name without one is looked up. */
export function searchPath({ settings }: Model): string[] {
  const path = settings.get('search_path')
  if (path === undefined) return ['public']
  return [...path.matchAll(/"((?:[^"]|"")*)"|'([^']*)'|([^\s,"']+)/g)]
    .map(([, quoted, literal, plain]) => quoted?.replaceAll('""', '"') ?? literal ?? plain!.toLowerCase())
    .filter(schema => schema !== '$user')
}

/** The schema in which something without one is made. */
export function creationSchema(model: Model): string {
  const path = searchPath(model)
  return path.find(schema => model.schemas.has(schema)) ?? path[0] ?? 'public'
}

/** What a name in a statement means; nothing where there is no such relation. */
export function findRelation(model: Model, { schemaname, relname = '' }: RangeVar): Relation | undefined {
  const schemas = schemaname === undefined ? ['pg_temp', ...searchPath(model)] : [schemaname]
  for (const schema of schemas) {
    const relation = model.relations.get(quoteQualified(schema, relname))
    if (relation !== undefined) return relation
  }
  return undefined
}

/** The same for a type that somebody made, as its identity; row types of tables are types too. */
export function findType(model: Model, names: readonly string[]): string | undefined {
  const [name = '', schema] = names.toReversed()
  const schemas = schema === undefined ? searchPath(model) : [schema]
  return schemas
    .map(it => quoteQualified(it, name))
    .find(identity => model.types.has(identity) || model.relations.has(identity))
}

export function findRoutines(model: Model, names: readonly string[]): Routine[] {
  const [name = '', schema] = names.toReversed()
  const schemas = schema === undefined ? searchPath(model) : [schema]
  for (const it of schemas) {
    const found = model.routines.get(quoteQualified(it, name))
    if (found !== undefined) return found
  }
  return []
}

/** Adds a relation under its name. */
export function addRelation(model: Model, relation: Relation): void {
  model.relations.set(identityOf(relation), relation)
}

export function removeRelation(model: Model, relation: Relation): void {
  model.relations.delete(identityOf(relation))
}

/** Gives a table a constraint, with what is remembered of it elsewhere. */
export function putConstraint({ constraintNames }: Model, table: Table, constraint: Constraint): void {
  table.constraints.push(constraint)
  constraintNames.add(constraint.name)
  if (constraint.target !== undefined) constraint.target.table.isUsed = true
}

/** Gives a relation another name or schema. */
export function renameRelation(
  model: Model,
  relation: Relation,
  to: { schema?: string; name?: string },
): void {
  removeRelation(model, relation)
  Object.assign(relation, to)
  addRelation(model, relation)
}

/** A table with nothing in it yet. */
export function makeTable({ schema, name }: { schema: string; name: string }, kind: TableKind): Table {
  return {
    schema,
    name,
    kind,
    isExisting: false,
    isKnown: true,
    persistence: 'permanent',
    columns: [],
    constraints: [],
    indexes: [],
    triggers: [],
    sequences: new Set(),
    rules: [],
    policies: [],
    statistics: [],
    parents: [],
    children: [],
    uses: [],
    isUsed: false,
    hasRowSecurity: false,
    replicaIdentity: 'default',
    options: new Map(),
    isPopulated: true,
  }
}

/** An index on a table, as CREATE INDEX would make it without options; the caller adds it. */
export function makeIndex(table: Table, name: string): Index {
  return {
    schema: table.schema,
    name,
    kind: table.kind === 'partitioned table' ? 'partitioned index' : 'index',
    isExisting: false,
    isKnown: true,
    table,
    method: 'btree',
    keys: [],
    included: [],
    isUnique: false,
    isPrimary: false,
    isValid: true,
    isClustered: false,
    children: [],
  }
}

export function isTable(relation: Relation): relation is Table {
  return !isIndex(relation) && relation.kind !== 'sequence'
}

export function isIndex(relation: Relation): relation is Index {
  return relation.kind === 'index' || relation.kind === 'partitioned index'
}

/** Every child and their children: partitions, and tables that inherit. */
export function descendants(table: Table): Table[] {
  return table.children.flatMap(child => [child, ...descendants(child)])
}
