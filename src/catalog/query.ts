import { quoteIdentifier } from '../sql/index.ts'
import { classOf } from './classification.ts'
import type { ColumnClass } from './classify.ts'
import { extraReadings, firstUserOid, type Part, type Reading, readings } from './readings.ts'
import type { SystemCatalog, SystemColumn } from './system-catalogs.ts'

/** How a value of a row becomes an attribute: as it is, or by what its numbers stand for. */
export type Codec =
  | { how: 'plain' | 'expression' | 'privileges' | 'secret' }
  | { how: 'reference'; catalog: string }
  | { how: 'columns' }

export interface Slot {
  name: string
  codec: Codec
}

/** A query that gives its rows in groups of the same values: the values, one for each slot, and the heads of the rows. */
export interface ReadPlan {
  catalog: SystemCatalog
  reading: Reading
  slots: Slot[]
  sql: string
}

/**
 * What a row is about, as one text, since that is sent fastest: the address (`catalog/oid/column`) of the object that it is
 * or is a part of, that of the object which contains it, whether it is PostgreSQL's own, and what a column is called.
 */
export type RowHead = string

const unread = new Set<ColumnClass>(['derived', 'physical', 'identity', 'cosmetic'])

/** A query for each catalog that says something about a database; `isReadable` is what this login may read. */
export function planReading(
  catalogs: readonly SystemCatalog[],
  isReadable: (catalog: string, column: string) => boolean,
): ReadPlan[] {
  const own = catalogs.map(catalog => plan(catalog, readings[catalog.name] ?? {}, isReadable))
  const extra = extraReadings.map(([name, reading]) => {
    const catalog = catalogs.find(it => it.name === name)!
    return plan({ ...catalog, columns: extraColumns(reading) }, reading, () => true)
  })
  return [...own, ...extra].filter(
    ({ slots, reading, catalog }) => slots.length > 0 || hasObjects(catalog, reading),
  )
}

/** Whether the rows are objects by their mere being there, as that a schema is published. */
function hasObjects({ name, columns }: SystemCatalog, { part }: Reading): boolean {
  return part === undefined && columns.some(column => classOf(name, column.name).class === 'identity')
}

function extraColumns({ deparse = {}, numbers = {} }: Reading): SystemColumn[] {
  return [
    ...Object.keys(deparse).map(name => ({ name, type: 'pg_node_tree' })),
    ...Object.keys(numbers).map(name => ({ name, type: 'integer' })),
  ]
}

function plan(
  catalog: SystemCatalog,
  reading: Reading,
  isReadable: (catalog: string, column: string) => boolean,
): ReadPlan {
  const { name, columns } = catalog
  const isWhole = columns.every(column => isReadable(name, column.name) || !isRead(name, column.name))
  const isFallback = !isWhole && reading.fallback !== undefined
  const read = columns.filter(
    column => isRead(name, column.name) && (isFallback || isReadable(name, column.name)),
  )
  const also = Object.entries(reading.also ?? {})
  const own = read.filter(column => !also.some(([name]) => name === column.name))
  const values = [
    ...own.map(column => ({
      slot: slotOf(column, catalog, reading),
      sql: renderColumn(column, catalog, reading),
    })),
    ...also.map(([name, sql]) => ({ slot: { name, codec: { how: 'plain' } as Codec }, sql })),
  ]
  const identities = reading.named === undefined ? [] : listIdentities(catalog, reading.named.identity)
  const all = [...values, ...identities]
  return {
    catalog,
    reading,
    slots: all.map(({ slot }) => slot),
    sql: renderQuery(
      catalog,
      reading,
      isFallback,
      all.map(({ sql }) => sql),
    ),
  }
}

/** Whether a column says something about its object that stands nowhere else. */
export function isRead(catalog: string, column: string): boolean {
  return column !== 'oid' && !unread.has(classOf(catalog, column).class)
}

/** What the name of an object without a name is made of. */
function listIdentities({ columns }: SystemCatalog, identity: string) {
  return [...identity.matchAll(/\{(\w+)\}/g)].map(([, name]) => {
    const column = columns.find(it => it.name === name)!
    return { slot: { name: `{${name}}`, codec: referenceTo(column) }, sql: `c.${name}` }
  })
}

function slotOf(column: SystemColumn, catalog: SystemCatalog, { numbers = {} }: Reading): Slot {
  const { name, type, numbersOf = numbers[name] } = column
  if (classOf(catalog.name, name).class === 'secret') return { name, codec: { how: 'secret' } }
  if (type === 'pg_node_tree') return { name, codec: { how: 'expression' } }
  if (type === 'aclitem[]') return { name, codec: { how: 'privileges' } }
  if (numbersOf !== undefined) return { name, codec: { how: 'columns' } }
  return { name, codec: referenceTo(column) }
}

function referenceTo({ references }: SystemColumn): Codec {
  return references === undefined ? { how: 'plain' } : { how: 'reference', catalog: references }
}

function renderQuery(
  { name, oid, hasOid }: SystemCatalog,
  {
    from,
    fallback,
    part,
    within,
    where = 'true',
    changed = 'false',
    ours = 'false',
    columnName,
    isRepetitive,
  }: Reading,
  isFallback: boolean,
  values: readonly string[],
): string {
  const key = part?.oid ?? (hasOid ? 'c.oid' : undefined)
  const address = (item: Part) =>
    `(${item.catalog})::oid::text || '/' || (${item.oid})::oid || '/' || ${item.column ?? 0}`
  const head = [
    address(part ?? { catalog: oid, oid: key ?? '0' }),
    within === undefined ? "''" : `coalesce(${address(within)}, '')`,
    key === undefined ? "'f'" : `case when ${key} >= ${firstUserOid} or ${ours} then 'f' else 't' end`,
    columnName ?? "''",
  ].join(" || ' ' || ")
  const scope = key === undefined ? 'true' : `${key} >= ${firstUserOid} or ${ours} or ${changed}`
  const source = `from ${(isFallback ? fallback : from) ?? name} c where (${where}) and (${scope})`
  const list = (items: readonly string[]) => `json_build_array(${items.join(', ')})`
  if (!isRepetitive)
    return `select json_agg(json_build_array(${list(values)}, ${list([head])})) as groups ${source}`
  const named = values.map((value, i) => `${value} as v${i}`)
  const names = values.map((_, i) => `v${i}`)
  return `select json_agg(json_build_array(${list(names)}, heads)) as groups from (
    select ${[...named, `array_agg(${head}) as heads`].join(', ')} ${source} group by ${names.join(', ')}) g`
}

function renderColumn(column: SystemColumn, catalog: SystemCatalog, reading: Reading): string {
  const { name, type, references, numbersOf = reading.numbers?.[name] } = column
  const value = reading.instead?.[name] ?? `c.${quoteIdentifier(name)}`
  if (type === 'aclitem[]') return renderPrivileges(value, catalog, reading)
  if (numbersOf !== undefined)
    return `jsonb_build_array(c.${numbersOf}, ${value}${type === 'int2vector' ? '::int2[]' : ''})`
  if (references !== undefined) return reading.instead?.[name] ?? castOids(value, type)
  if (type === 'pg_node_tree') {
    const text = reading.deparse?.[name] ?? 'null'
    return `case when nullif(${value}::text, '<>') is not null then jsonb_build_array(${value}::text, ${text}) end`
  }
  return castValue(value, type)
}

function castOids(value: string, type: string): string {
  if (type === 'oidvector' || type === 'oid[]') return `${value}::oid[]`
  return `nullif(${value}::oid, 0)`
}

/** Values as JSON has them; numbers beyond what JavaScript holds exactly as text. */
function castValue(value: string, type: string): string {
  const plain = ['boolean', 'smallint', 'integer', 'real', 'text', 'name', 'text[]', 'smallint[]']
  if (plain.includes(type)) return value
  if (type === 'int2vector') return `${value}::int2[]`
  if (type === '"char"') return `nullif(trim(${value}::text), '')`
  if (type === '"char"[]') return `${value}::text[]`
  if (type === 'bytea') return `nullif(encode(${value}, 'escape'), '')`
  return `${value}::text`
}

/** The privileges that there are beside those that the object came with: by default, or in an extension. */
function renderPrivileges(
  value: string,
  catalog: SystemCatalog,
  { part, acl = "'-'", owner }: Reading,
): string {
  const column = catalog.columns.find(
    ({ name, references }) => references === 'pg_authid' && classOf(catalog.name, name).class === 'privilege',
  )
  const role = owner ?? (column === undefined ? undefined : `c.${column.name}`)
  const none = `'{}'::aclitem[]`
  const byDefault =
    role === undefined
      ? none
      : `case ${acl} when '-' then ${none} else acldefault((${acl})::"char", ${role}) end`
  const [oid, number] = part === undefined ? ['c.oid', '0'] : [part.oid, part.column]
  const initial = `(select i.initprivs from pg_init_privs i
    where i.objoid = ${oid} and i.classoid = ${part?.catalog ?? catalog.oid} and i.objsubid = ${number})`
  return `case when ${value} is not null or ${oid} < ${firstUserOid} then
    jsonb_build_array(coalesce(${value}, ${byDefault})::text[], coalesce(${initial}, ${byDefault})::text[]) end`
}
