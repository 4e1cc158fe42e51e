import {
  type Catalog,
  isOfCluster,
  keyOf,
  readExtensions,
  readRoutines,
  readSchemas,
  readSequences,
  readTables,
  readTypes,
  type Snapshot,
  type Table,
  textOf,
} from '../catalog/index.ts'
import type { AboutRule } from './about.ts'
import { measureCoverage } from './coverage.ts'
import type { Described, DescribedTable, Dictionary, OtherObject } from './dictionary.ts'
import { type Labels, makeLabels } from './labels.ts'
import { linkTypes } from './type-names.ts'

export interface DescribeOptions {
  /** What the database is called. */
  title: string
  about?: readonly AboutRule[]
}

/** What describes a database to people, and the rules that are about nothing in it. */
export function describeDatabase(
  { catalog, serverVersion }: Pick<Snapshot, 'catalog' | 'serverVersion'>,
  { title, about = [] }: DescribeOptions,
): { dictionary: Dictionary; unusedRules: AboutRule[] } {
  const labels = makeLabels(about)
  const label = <Entry extends Labelled>(entries: readonly Entry[]) => labelOwn(entries, labels)
  // Who answers for a schema answers for what is in it, so schemas come first.
  const schemas = label(readSchemas(catalog))
  const tables = describeTables(catalog, labels)
  const types = label(readTypes(catalog)).map(type => ({ ...type, usedBy: [] }))
  const routines = label(readRoutines(catalog))
  linkTypes({ tables, types, routines })
  const dictionary: Dictionary = {
    format: 'pgwright dictionary',
    version: 1,
    title,
    postgres: Number.parseInt(serverVersion, 10),
    about: describeItself(catalog, labels),
    coverage: measureCoverage(tables),
    schemas,
    tables,
    types,
    routines,
    sequences: label(readSequences(catalog)),
    extensions: label(readExtensions(catalog)),
    others: describeOthers(catalog, labels),
  }
  return { dictionary, unusedRules: labels.listUnused() }
}

interface Labelled {
  key: string
  schema?: string
  comment?: string
  extension?: string
}

/** What no extension brought, with what is said about it. */
function labelOwn<Entry extends Labelled>(entries: readonly Entry[], labels: Labels): Described<Entry>[] {
  return entries
    .filter(({ extension }) => extension === undefined)
    .map(({ extension: _, comment, ...entry }) => ({
      ...entry,
      ...labels.about(entry.key, comment, entry.schema),
    }))
}

function describeItself(catalog: Catalog, labels: Labels) {
  const itself = catalog.get('database itself')
  return labels.about('database itself', itself && textOf(itself, 'description'))
}

function describeTables(catalog: Catalog, labels: Labels): DescribedTable[] {
  const all = readTables(catalog)
  const byKey = new Map(all.map(table => [table.key, table]))
  const rules = groupRules(catalog)
  const users = findUsers(catalog)
  const whole = all.filter(({ partitionOf }) => partitionOf === undefined)
  return labelOwn(whole, labels).map(({ partitionOf: _, ...table }) => ({
    ...table,
    columns: table.columns.map(({ comment, ...column }) => ({
      ...column,
      ...labels.about(column.key, comment),
    })),
    partitions: foldPartitions(table.partitions, byKey),
    usedBy: [...(users.get(table.key) ?? [])],
    rules: rules.get(table.key) ?? [],
  }))
}

function foldPartitions(
  keys: readonly string[],
  tables: ReadonlyMap<string, Table>,
): DescribedTable['partitions'] {
  return keys.flatMap(key => {
    const { identity, partitionOf, partitions } = tables.get(key)!
    return [{ identity, bound: partitionOf!.bound }, ...foldPartitions(partitions, tables)]
  })
}

/** Has a definition that may name tables. */
const usingKinds = new Set(['view', 'materialized view', 'function', 'procedure'])

/** The keys of what names a table or one of its columns, by the table's key. */
function findUsers(catalog: Catalog): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const [key, { kind, dependsOn = [] }] of catalog) {
    if (!usingKinds.has(kind)) continue
    for (const needed of dependsOn) {
      const table = / column$/.test(catalog.get(needed)?.kind ?? '') ? catalog.get(needed)!.within! : needed
      found.set(table, (found.get(table) ?? new Set()).add(key))
    }
  }
  return found
}

function groupRules(catalog: Catalog): Map<string, string[]> {
  const rules = new Map<string, string[]>()
  for (const object of catalog.values()) {
    if (object.kind !== 'rule' || object.within === undefined) continue
    const known = rules.get(object.within) ?? []
    rules.set(object.within, [...known, textOf(object, 'ev_action') ?? object.identity])
  }
  return rules
}

/** These have a place of their own in the dictionary. */
const kindsElsewhere = new Set([
  ...['schema', 'extension', 'table', 'foreign table', 'view', 'materialized view', 'type', 'sequence'],
  ...['function', 'procedure', 'aggregate'],
])

/** What is no part of anything else and has no shape of its own here. */
function describeOthers(catalog: Catalog, labels: Labels): OtherObject[] {
  const others = [...catalog.values()].filter(
    ({ kind, within, isBuiltIn }) =>
      !kindsElsewhere.has(kind) && !isOfCluster(kind) && within === undefined && !isBuiltIn,
  )
  const entries = others.map(object => ({
    key: keyOf(object),
    kind: object.kind,
    identity: object.identity,
    comment: textOf(object, 'description'),
    extension: textOf(object, 'member_of'),
  }))
  return labelOwn(entries, labels)
}
