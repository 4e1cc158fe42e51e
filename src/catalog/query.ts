import { quoteIdentifier } from '../sql/index.ts'
import { classOf } from './classification.ts'
import type { ColumnClass } from './classify.ts'
import { firstUserOid, type Part, type Reading } from './reading.ts'
import { extraReadings, readings } from './readings.ts'
import type { SystemCatalog, SystemColumn } from './system-catalogs.ts'

/**
 * How a value of a row becomes an attribute: as it is, or by what its numbers stand for. The name of the relation that the
 * row belongs to and those of its columns differ from row to row where the numbers are the same.
 */
export type Codec =
  | { how: 'plain' | 'expression' | 'privileges' | 'secret' | 'columns' }
  | { how: 'reference'; catalog: string }
  | { how: 'container' | 'columns of container' }

export interface Slot {
  name: string
  codec: Codec
  /** A part of the object's name instead of an attribute. */
  isOfName?: true
}

/** Whether the attribute depends on what contains the object, beside the value that is sent. */
export function isOfContainer({ codec }: Slot): boolean {
  return codec.how === 'container' || codec.how === 'columns of container'
}

/** A query that gives its rows in groups of the same values: the values, one for each slot, and the heads of the rows. */
export interface ReadPlan {
  catalog: SystemCatalog
  reading: Reading
  slots: Slot[]
  sql: string
}

/**
 * What a row is about, as one text, since that is sent fastest: the place (`catalog/oid`) and the column of the object that
 * it is or is a part of, the place of what contains it, whether it is PostgreSQL's own, and what it is called: the name of a
 * column, or `kind:identity` of what need not be asked for.
 */
export type RowHead = string

/** What is read of each row, and how that is sent; in between are rows with the same values made one. */
interface Value {
  slot: Slot
  row: string[]
  send: (...row: string[]) => string
}

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
    ...own.map(column => readColumn(column, catalog, reading)),
    ...also.map(([name, sql]) => ({
      slot: { name, codec: { how: 'plain' } as Codec },
      row: [sql],
      send: asIs,
    })),
    ...(reading.named === undefined ? [] : listIdentities(catalog, reading.named.identity)),
  ]
  return {
    catalog,
    reading,
    slots: values.map(({ slot }) => slot),
    sql: renderQuery(catalog, reading, isFallback, values),
  }
}

const asIs = (value: string) => value

/** Whether a column says something about its object that stands nowhere else. */
export function isRead(catalog: string, column: string): boolean {
  return column !== 'oid' && !unread.has(classOf(catalog, column).class)
}

/** What the name of an object without a name is made of. */
function listIdentities({ columns }: SystemCatalog, identity: string): Value[] {
  return [...identity.matchAll(/\{(\w+)\}/g)].map(([, name]) => {
    const column = columns.find(it => it.name === name)!
    return {
      slot: { name: name!, codec: referenceTo(column), isOfName: true as const },
      row: [`c.${name}`],
      send: asIs,
    }
  })
}

function codecOf(column: SystemColumn, catalog: SystemCatalog, { numbers = {}, relation }: Reading): Codec {
  const { name, type, numbersOf = numbers[name] } = column
  if (classOf(catalog.name, name).class === 'secret') return { how: 'secret' }
  if (type === 'pg_node_tree') return { how: 'expression' }
  if (type === 'aclitem[]') return { how: 'privileges' }
  if (numbersOf !== undefined) return { how: numbersOf === relation ? 'columns of container' : 'columns' }
  return name === relation ? { how: 'container' } : referenceTo(column)
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
    label,
    isRepetitive,
  }: Reading,
  isFallback: boolean,
  values: readonly Value[],
): string {
  const key = part?.oid ?? (hasOid ? 'c.oid' : undefined)
  const place = (item: Part) => `(${item.catalog})::oid::text || '/' || (${item.oid})::oid`
  const head = [
    place(part ?? { catalog: oid, oid: key ?? '0' }),
    part?.column ?? "'0'",
    within === undefined ? "''" : `coalesce(${place(within)}, '')`,
    key === undefined ? "'f'" : `case when ${key} >= ${firstUserOid} or ${ours} then 'f' else 't' end`,
    columnName ?? (label === undefined ? "''" : `coalesce(${label.kind} || ':' || ${label.identity}, '')`),
  ].join(" || ' ' || ")
  const scope = key === undefined ? 'true' : `${key} >= ${firstUserOid} or ${ours} or ${changed}`
  const source = `from ${(isFallback ? fallback : from) ?? name} c where (${where}) and (${scope})`
  const list = (items: readonly string[]) => `json_build_array(${items.join(', ')})`
  if (!isRepetitive) {
    const sent = values.map(({ row, send }) => send(...row))
    return `select ${list([list(sent), list([head])])} as "group" ${source}`
  }
  const named = values.map(({ row, send }, i) => ({ row, send, names: row.map((_, j) => `v${i}_${j}`) }))
  const read = named.flatMap(({ row, names }) => row.map((sql, i) => `${sql} as ${names[i]}`))
  const keys = named.flatMap(({ names }) => names)
  const sent = named.map(({ names, send }) => send(...names))
  return `select ${list([list(sent), 'heads'])} as "group" from (
    select ${[...read, `array_agg(${head}) as heads`].join(', ')} ${source} group by ${keys.join(', ')}) g`
}

function readColumn(column: SystemColumn, catalog: SystemCatalog, reading: Reading): Value {
  const { name, type, numbersOf = reading.numbers?.[name] } = column
  const instead = reading.instead?.[name]
  const value = instead ?? `c.${quoteIdentifier(name)}`
  const slot = { name, codec: codecOf(column, catalog, reading) }
  if (type === 'aclitem[]') return { slot, row: [renderPrivileges(value, catalog, reading)], send: asIs }
  if (slot.codec.how === 'container') return { slot, row: [], send: () => 'true' }
  if (slot.codec.how === 'columns') {
    return {
      slot,
      row: [`c.${numbersOf}`, value],
      send: (relation, numbers) => `json_build_array(${relation}, ${castValue(numbers!, type)})`,
    }
  }
  if (slot.codec.how === 'reference')
    return { slot, row: [value], send: instead === undefined ? it => castOids(it!, type) : asIs }
  if (type === 'pg_node_tree') {
    return {
      slot,
      row: [`nullif(${value}::text, '<>')`, reading.deparse?.[name] ?? 'null::text'],
      send: (tree, text) => `case when ${tree} is not null then json_build_array(${tree}, ${text}) end`,
    }
  }
  return { slot, row: [value], send: it => castValue(it!, type) }
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
