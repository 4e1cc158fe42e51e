import { listOf, namesOf, textOf, wordOf } from './attributes.ts'
import { type Catalog, type CatalogObject, groupParts, keyOf, objectKey } from './catalog.ts'
import { compareNames, splitIdentity } from './identity.ts'
import type { Column, Partitioning, Table, TableKind } from './table.ts'
import {
  fillExpressions,
  readCheck,
  readColumn,
  readExclusion,
  readForeignKey,
  readIndex,
  readKey,
  readPolicy,
  readTrigger,
} from './table-parts.ts'

/** PostgreSQL calls a partitioned table a table, too, where it names it. */
const kinds = new Set(['table', 'foreign table', 'view', 'materialized view'])

/** Every table, view and foreign table with what belongs to it, by schema and name; what PostgreSQL brought is none. */
export function readTables(catalog: Catalog): Table[] {
  const parts = groupParts(catalog)
  const tables = [...catalog.values()]
    .filter(({ kind, isBuiltIn }) => kinds.has(kind) && !isBuiltIn)
    .map(object => readTable(object, catalog, parts.get(keyOf(object)) ?? []))
    .sort(compareNames)
  linkTables(new Map(tables.map(table => [table.key, table])))
  return tables
}

function readTable(object: CatalogObject, catalog: Catalog, parts: readonly CatalogObject[]): Table {
  const { kind, identity, attributes } = object
  const [schema, name] = splitIdentity(identity) as [string, string]
  const constraints = (code: string) =>
    parts.filter(it => it.kind === 'table constraint' && it.attributes.contype === code)
  const ofKind = (partKind: string) => parts.filter(it => it.kind === partKind)
  const primaryKey = constraints('p').map(it => readKey(it, object))[0]
  const uniques = constraints('u').map(it => readKey(it, object))
  const exclusions = constraints('x').map(it => readExclusion(it, object))
  const constraintNames = new Set([primaryKey, ...uniques, ...exclusions].map(it => it?.name ?? ''))
  const foreignKeys = constraints('f').map(it => readForeignKey(it, object))
  return {
    key: keyOf(object),
    identity,
    schema,
    name,
    kind: attributes.partstrat === undefined ? (kind as TableKind) : 'partitioned table',
    owner: textOf(object, 'relowner') ?? '',
    comment: textOf(object, 'description'),
    privileges: listOf(object, 'relacl'),
    isUnlogged: attributes.relpersistence === 'u',
    definition: textOf(object, 'definition'),
    server: textOf(object, 'ftserver'),
    extension: textOf(object, 'member_of'),
    columns: readColumns(object, catalog).map(column => ({
      ...column,
      isPrimaryKey: primaryKey?.columns.includes(column.name) ?? false,
      references: foreignKeys.flatMap(({ columns, target, targetColumns }) =>
        columns.includes(column.name)
          ? [{ table: target, column: targetColumns[columns.indexOf(column.name)]! }]
          : [],
      ),
    })),
    primaryKey,
    uniques,
    exclusions,
    checks: constraints('c').map(it => readCheck(it, object)),
    foreignKeys,
    referencedBy: [],
    indexes: ofKind('index').map(it => readIndex(it, object, constraintNames)),
    partitioning: readPartitioning(object),
    ...readParents(object, catalog),
    partitions: [],
    rowSecurity: attributes.relforcerowsecurity ? 'forced' : attributes.relrowsecurity ? 'on' : 'off',
    policies: ofKind('policy').map(it => readPolicy(it, object)),
    triggers: ofKind('trigger').map(it => readTrigger(it, object)),
  }
}

function readColumns(table: CatalogObject, catalog: Catalog): Column[] {
  const names = namesOf(table, 'columns')
  return listOf(table, 'columns').flatMap((quoted, i) => {
    const column = catalog.get(objectKey(`${table.kind} column`, `${table.identity}.${quoted}`))
    return column === undefined ? [] : [readColumn(column, names[i]!)]
  })
}

function readPartitioning(table: CatalogObject): Partitioning | undefined {
  const strategy = wordOf<Partitioning['strategy']>(table, 'partstrat')
  if (strategy === undefined) return undefined
  return { strategy, keys: fillExpressions(listOf(table, 'partattrs'), textOf(table, 'partexprs')) }
}

function readParents(table: CatalogObject, catalog: Catalog): Pick<Table, 'inherits' | 'partitionOf'> {
  const parents = listOf(table, 'inhparent').map(identity => {
    const keys = ['table', 'foreign table'].map(kind => objectKey(kind, identity))
    return keys.find(key => catalog.has(key)) ?? keys[0]!
  })
  const bound = textOf(table, 'relpartbound')
  return bound === undefined
    ? { inherits: parents }
    : { inherits: [], partitionOf: { table: parents[0]!, bound } }
}

/** Tells each table who points to it. */
function linkTables(tables: ReadonlyMap<string, Table>): void {
  for (const { key, foreignKeys, partitionOf } of tables.values()) {
    if (partitionOf !== undefined) tables.get(partitionOf.table)?.partitions.push(key)
    for (const { target, name } of foreignKeys) {
      tables.get(target)?.referencedBy.push({ table: key, constraint: name })
    }
  }
}
