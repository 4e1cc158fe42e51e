import { type AttributeValue, type Catalog, type CatalogObject, objectKey } from './catalog.ts'
import { classOf } from './classification.ts'
import { makeDecoder } from './decode.ts'
import type { Names } from './names.ts'
import { headLength } from './query.ts'
import { type ColumnNames, nameColumns, type Row, type Rows } from './rows.ts'

/** Temporary objects are a session's, not the database's. */
const isTemporary = /(?:^| )pg_(?:temp|toast)(?:_\d+)?\./

type Attributes = Record<string, AttributeValue>

/** Makes one object of all rows that describe it: an index stands in `pg_class` and in `pg_index`. */
export function assembleCatalog(results: readonly Rows[], names: Names): Catalog {
  const columns = nameColumns(results)
  const decode = makeDecoder(names, columns)
  const superuser = names.find('pg_authid', '10')?.label
  const objects = new Map<string, CatalogObject>()
  const byAddress = new Map<string, CatalogObject>()
  const containers = new Map<CatalogObject, string>()

  for (const { plan, rows } of results) {
    for (const row of rows) {
      const raw: Attributes = {}
      for (const [i, slot] of plan.slots.entries()) {
        const value = decode(row[headLength + i], slot)
        if (value !== null && value !== false) raw[slot.name] = value
      }
      const address = addressOf(row)
      const known = byAddress.get(address)
      if (known === undefined && plan.reading.isAddition) continue
      const name = known ?? nameObject(row, raw, plan.reading.named, names, columns)
      if (name === undefined || isTemporary.test(name.identity)) continue
      const key = objectKey(name.kind, name.identity)
      const object = objects.get(key) ?? { kind: name.kind, identity: name.identity, attributes: {} }
      objects.set(key, object)
      if (row[1] !== null) byAddress.set(address, object)
      const [, , , withinCatalog, withinOid, isBuiltIn] = row
      if (withinOid !== null) containers.set(object, `${withinCatalog}/${withinOid}/0`)
      Object.assign(
        object.attributes,
        isBuiltIn ? keepChanges(plan.catalog.name, raw, superuser) : withoutParts(raw),
      )
      if (isBuiltIn) object.isBuiltIn = true
    }
  }
  for (const [object, address] of containers) placeWithin(object, byAddress.get(address))
  return new Map([...objects].filter(([, it]) => hasSubstance(it)).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function addressOf([catalog, oid, column]: Row): string {
  return `${catalog}/${oid ?? ''}/${column ?? 0}`
}

/** Of what PostgreSQL brought, only the privileges, an owner other than its own, and options are a user's. */
function keepChanges(catalog: string, attributes: Attributes, superuser: string | undefined): Attributes {
  const kept = Object.entries(attributes).filter(
    ([name, value]) =>
      name === 'reloptions' || (classOf(catalog, name).class === 'privilege' && value !== superuser),
  )
  return Object.fromEntries(kept)
}

function hasSubstance({ isBuiltIn, attributes }: CatalogObject): boolean {
  return !isBuiltIn || Object.keys(attributes).length > 0
}

/** Without what names are made of. */
function withoutParts(attributes: Attributes): Attributes {
  for (const name in attributes) if (name.startsWith('{')) delete attributes[name]
  return attributes
}

interface Name {
  kind: string
  identity: string
}

function nameObject(
  [catalog, oid, number]: Row,
  attributes: Attributes,
  named: Name | undefined,
  names: Names,
  columns: ColumnNames,
): Name | undefined {
  if (named !== undefined) return { kind: named.kind, identity: fillTemplate(named.identity, attributes) }
  const object = names.find(catalog!, oid!)
  if (object === undefined || !number) return object
  const column = columns.get(oid!)?.[number]
  if (column === undefined) return undefined
  return { kind: `${object.kind} column`, identity: `${object.identity}.${column}` }
}

/** What stands for nothing in particular, such as the role of a setting for everybody, is all. */
function fillTemplate(template: string, attributes: Attributes): string {
  return template.replace(/\{\w+\}/g, slot => {
    const value = attributes[slot]
    return value === undefined || value === '0' ? 'all' : String(value)
  })
}

/** Puts an object into the one that contains it, and a column into the order of its columns. */
function placeWithin(object: CatalogObject, container: CatalogObject | undefined): void {
  if (container === undefined) return
  object.within = objectKey(container.kind, container.identity)
  if (!object.kind.endsWith(' column')) return
  const attribute = container.kind === 'type' ? 'fields' : 'columns'
  const before = (container.attributes[attribute] ?? []) as string[]
  container.attributes[attribute] = [...before, object.identity.slice(container.identity.length + 1)]
}
