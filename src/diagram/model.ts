import {
  type Catalog,
  type CatalogDifference,
  describeAttribute,
  diffCatalogs,
  findRenames,
  keyOf,
  readTables,
  type Table,
} from '../catalog/index.ts'

/** The tables of a database, or of two: what is only in the old one is there, too. */
export interface Model {
  tables: ReadonlyMap<string, Table>
  /** In a comparison, the tables as they were. */
  old: ReadonlyMap<string, Table>
  isComparison: boolean
  /** What became of tables and of what belongs to them, by key. */
  differences: ReadonlyMap<string, CatalogDifference>
  /** The same, by the key of the table that it is about. */
  differencesOf: ReadonlyMap<string, readonly CatalogDifference[]>
  /** By the key of the new table, what it was probably called before. */
  renames: ReadonlyMap<string, string>
}

export function readModel(catalog: Catalog): Model {
  const none = new Map()
  const nothing = { old: none, differences: none, differencesOf: none, renames: none }
  return { tables: keyTables(catalog), isComparison: false, ...nothing }
}

/** What must happen to `before` for it to be `after`. */
export function compareModels(before: Catalog, after: Catalog): Model {
  const differences = diffCatalogs(before, after).flatMap(keepDrawable)
  const renames = findRenames(differences, before, after)
  const old = keyTables(before)
  return {
    tables: new Map([...old, ...keyTables(after)]),
    old,
    isComparison: true,
    differences: new Map(differences.map(difference => [keyOf(difference), difference])),
    differencesOf: groupByTable(differences),
    renames: new Map(renames.map(({ kind, from, to }) => [keyOf({ kind, identity: to }), from])),
  }
}

function keyTables(catalog: Catalog): Map<string, Table> {
  return new Map(readTables(catalog).map(table => [table.key, table]))
}

const drawable = new Set(['meaning', 'security', 'note'])

/** Who may do what, and settings, are not what a picture is about. */
function keepDrawable(difference: CatalogDifference): CatalogDifference[] {
  if (difference.change !== 'altered') return [difference]
  const attributes = difference.attributes.filter(({ name }) => drawable.has(describeAttribute(name).class))
  return attributes.length === 0 ? [] : [{ ...difference, attributes }]
}

function groupByTable(differences: readonly CatalogDifference[]): Map<string, CatalogDifference[]> {
  const groups = new Map<string, CatalogDifference[]>()
  for (const difference of differences) {
    const key = difference.within ?? keyOf(difference)
    groups.set(key, [...(groups.get(key) ?? []), difference])
  }
  return groups
}

/** A table and all its partitions, theirs too. */
export function listFamily(table: Table, tables: ReadonlyMap<string, Table>): Table[] {
  const partitions = table.partitions.flatMap(key => tables.get(key) ?? [])
  return [table, ...partitions.flatMap(it => listFamily(it, tables))]
}

/** The same, with partitions that a change takes away. */
export function familyOf(table: Table, { tables, old }: Model): Table[] {
  const before = old.get(table.key)
  const all = [...listFamily(table, tables), ...(before === undefined ? [] : listFamily(before, old))]
  return [...new Map(all.map(it => [it.key, it])).values()]
}

/** Whether anything about a table or one of its partitions is another. */
export function isChanged(table: Table, model: Model): boolean {
  return familyOf(table, model).some(({ key }) => model.differencesOf.has(key))
}

/** The partitioned table at the top, whose box stands for all its partitions. */
export function findRoot(table: Table, tables: ReadonlyMap<string, Table>): Table {
  const parent = table.partitionOf && tables.get(table.partitionOf.table)
  return parent === undefined ? table : findRoot(parent, tables)
}
