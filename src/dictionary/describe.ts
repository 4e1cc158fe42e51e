import {
  type Catalog,
  type CatalogObject,
  objectKey,
  readRoutines,
  readSequences,
  readTables,
  readTypes,
  type Snapshot,
  type Table,
} from '../catalog/index.ts'
import type { About, AboutRule } from './about.ts'
import { columnKey, measureCoverage } from './coverage.ts'
import type {
  DescribedExtension,
  DescribedSchema,
  DescribedTable,
  Dictionary,
  OtherObject,
} from './dictionary.ts'
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
  const schemas = describeSchemas(catalog, labels)
  const bySchema = new Map(schemas.map(schema => [schema.name, schema]))
  const label = <Entry extends Labelled>(entry: Entry) => withAbout(entry, labels, bySchema.get(entry.schema))
  const tables = describeTables(catalog, labels, label)
  const types = readTypes(catalog)
    .filter(isOwn)
    .map(type => ({ ...label(type), usedBy: [] }))
  const routines = readRoutines(catalog).filter(it => isOwn(it) && !isConstructor(catalog.get(it.key))).map(label)
  linkTypes({ tables, types, routines })
  const { comment } = labels.about('database itself', textOf(catalog.get('database itself'), 'description'))
  const dictionary: Dictionary = {
    format: 'pgwright dictionary',
    version: 1,
    title,
    ...(comment !== undefined && { comment }),
    postgres: Number.parseInt(serverVersion, 10),
    coverage: measureCoverage(tables),
    schemas,
    tables,
    types,
    routines,
    sequences: readSequences(catalog).filter(isOwn).map(label),
    extensions: describeExtensions(catalog, labels),
    others: describeOthers(catalog, labels),
  }
  return { dictionary, unusedRules: labels.listUnused() }
}

interface Labelled {
  key: string
  schema: string
  comment?: string
  extension?: string
}

type Label = <Entry extends Labelled>(entry: Entry) => Omit<Entry, 'comment' | 'extension'> & About

function withAbout<Entry extends Labelled>(
  { comment, extension: _, ...entry }: Entry,
  labels: Labels,
  schema: About | undefined,
): Omit<Entry, 'comment' | 'extension'> & About {
  return { ...entry, ...labels.about(entry.key, comment, schema) }
}

function isOwn({ extension }: { extension?: string }): boolean {
  return extension === undefined
}

/** The functions that make values of a range type come and go with it. */
function isConstructor(routine: CatalogObject | undefined): boolean {
  return /^(multi)?range_constructor\d$/.test(textOf(routine, 'prosrc') ?? '')
}

function describeSchemas(catalog: Catalog, labels: Labels): DescribedSchema[] {
  return listOwn(catalog, kind => kind === 'schema').map(object => {
    const key = objectKey(object.kind, object.identity)
    return {
      key,
      name: unquote(object.identity),
      owner: textOf(object, 'nspowner') ?? '',
      privileges: (object.attributes.nspacl as string[] | undefined) ?? [],
      ...labels.about(key, textOf(object, 'description')),
    }
  })
}

function describeTables(catalog: Catalog, labels: Labels, label: Label): DescribedTable[] {
  const all = readTables(catalog)
  const byKey = new Map(all.map(table => [table.key, table]))
  const rules = groupRules(catalog)
  return all
    .filter(table => isOwn(table) && table.partitionOf === undefined)
    .map(({ partitionOf: _, ...table }) => ({
      ...label(table),
      columns: table.columns.map(({ comment, ...column }) => ({
        ...column,
        ...labels.about(columnKey(table, column.name), comment),
      })),
      partitions: foldPartitions(table, byKey),
      rules: rules.get(table.key) ?? [],
    }))
}

function foldPartitions(
  { partitions }: Pick<Table, 'partitions'>,
  tables: ReadonlyMap<string, Table>,
): DescribedTable['partitions'] {
  return partitions.flatMap(key => {
    const partition = tables.get(key)!
    const { identity, partitionOf } = partition
    return [{ identity, bound: partitionOf!.bound }, ...foldPartitions(partition, tables)]
  })
}

function groupRules(catalog: Catalog): Map<string, string[]> {
  const rules = new Map<string, string[]>()
  for (const object of catalog.values()) {
    if (object.kind !== 'rule' || object.within === undefined) continue
    rules.set(object.within, [...(rules.get(object.within) ?? []), textOf(object, 'ev_action') ?? object.identity])
  }
  return rules
}

function describeExtensions(catalog: Catalog, labels: Labels): DescribedExtension[] {
  const members = new Map<string, Record<string, number>>()
  for (const { kind, attributes } of catalog.values()) {
    if (attributes.member_of === undefined) continue
    const name = String(attributes.member_of)
    const counts = members.get(name) ?? {}
    members.set(name, { ...counts, [kind]: (counts[kind] ?? 0) + 1 })
  }
  return listOwn(catalog, kind => kind === 'extension').map(object => {
    const name = unquote(object.identity)
    const key = objectKey(object.kind, object.identity)
    return {
      key,
      name,
      schema: unquote(textOf(object, 'extnamespace') ?? ''),
      extensionVersion: textOf(object, 'extversion') ?? '',
      members: members.get(name) ?? {},
      ...labels.about(key, textOf(object, 'description')),
    }
  })
}

/** Has a place of its own in the dictionary, or is the cluster's and not the database's. */
const kindsElsewhere = new Set([
  ...['schema', 'extension', 'table', 'foreign table', 'view', 'materialized view', 'type', 'sequence'],
  ...['function', 'procedure', 'aggregate'],
  ...['database', 'role', 'membership', 'role membership', 'settings', 'tablespace', 'parameter ACL'],
])

function describeOthers(catalog: Catalog, labels: Labels): OtherObject[] {
  return listOwn(catalog, kind => !kindsElsewhere.has(kind)).map(object => {
    const { kind, identity } = object
    const key = objectKey(kind, identity)
    return { key, kind, identity, ...labels.about(key, textOf(object, 'description')) }
  })
}

/** What somebody made and what is no part of anything else. */
function listOwn(catalog: Catalog, isWanted: (kind: string) => boolean): CatalogObject[] {
  return [...catalog.values()].filter(
    ({ kind, within, isBuiltIn, attributes }) =>
      isWanted(kind) && within === undefined && !isBuiltIn && attributes.member_of === undefined,
  )
}
