import { type AttributeValue, type Catalog, type CatalogObject, objectKey } from './catalog.ts'
import { classOf } from './classification.ts'
import { makeDecoder } from './decode.ts'
import { type Dependency, linkObjects } from './dependencies.ts'
import type { Names } from './names.ts'
import { type ColumnNames, nameColumns, type Rows, readHead } from './rows.ts'

/** Temporary objects are a session's, not the database's. */
const isTemporary = /(?:^| )pg_(?:temp|toast)(?:_\d+)?\./

type Attributes = Record<string, AttributeValue>

/** Makes one object of all rows that describe it: an index stands in `pg_class` and in `pg_index`. */
export function assembleCatalog(
  results: readonly Rows[],
  names: Names,
  dependencies: readonly Dependency[] = [],
): Catalog {
  const columns = nameColumns(results)
  const decode = makeDecoder(names, columns)
  const superuser = names.find('pg_authid', '10')?.label
  const objects = new Map<string, CatalogObject>()
  const byAddress = new Map<string, CatalogObject>()
  const containers = new Map<CatalogObject, string>()

  for (const { plan, groups } of results) {
    for (const [values, heads] of groups) {
      const attributes: Attributes = {}
      for (const [i, slot] of plan.slots.entries()) {
        const value = decode(values[i], slot)
        if (value !== null && value !== false) attributes[slot.name] = value
      }
      const { named, isAddition = false } = plan.reading
      const identity = named && fillTemplate(named.identity, attributes)
      const changes = keepChanges(plan.catalog.name, attributes, superuser)
      for (const head of heads) {
        const { address, within, isBuiltIn } = readHead(head)
        const known = byAddress.get(address)
        if (known === undefined && isAddition) continue
        const name =
          known ??
          (identity === undefined ? nameObject(address, names, columns) : { kind: named!.kind, identity })
        if (name === undefined || isTemporary.test(name.identity)) continue
        const key = objectKey(name.kind, name.identity)
        const object = known ??
          objects.get(key) ?? { kind: name.kind, identity: name.identity, attributes: none }
        if (known === undefined) objects.set(key, object)
        if (identity === undefined || !address.endsWith('/0/0')) byAddress.set(address, object)
        if (within !== '') containers.set(object, within)
        object.attributes = join(object.attributes, isBuiltIn ? changes : attributes)
        if (isBuiltIn) object.isBuiltIn = true
      }
    }
  }
  for (const [object, address] of containers) placeWithin(object, byAddress.get(address))
  linkObjects(byAddress, dependencies)
  for (const [relation, order] of columns) keepOrder(relation, order, names, objects)
  const keys = [...objects.keys()].filter(key => hasSubstance(objects.get(key)!)).sort()
  return new Map(keys.map(key => [key, objects.get(key)!]))
}

const none: Attributes = {}

/** Objects with the same attributes share them, until a part of one brings more. */
function join(attributes: Attributes, more: Attributes): Attributes {
  return attributes === none ? more : { ...attributes, ...more }
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

interface Name {
  kind: string
  identity: string
}

function nameObject(address: string, names: Names, columns: ColumnNames): Name | undefined {
  const [catalog, oid, number] = address.split('/') as [string, string, string]
  const object = names.find(catalog, oid)
  if (object === undefined || number === '0') return object
  const column = columns.get(oid)?.[Number(number)]
  if (column === undefined) return undefined
  return { kind: `${object.kind} column`, identity: `${object.identity}.${column}` }
}

/** Takes the parts of a name out of the attributes; what stands for nothing in particular, as a role may, is all. */
function fillTemplate(template: string, attributes: Attributes): string {
  return template.replace(/\{\w+\}/g, part => {
    const value = attributes[part]
    delete attributes[part]
    return value === undefined || value === '0' ? 'all' : String(value)
  })
}

function placeWithin(object: CatalogObject, container: CatalogObject | undefined): void {
  if (container !== undefined) object.within = objectKey(container.kind, container.identity)
}

/** The order of a relation's columns; that of a composite type means more than that of a table. */
function keepOrder(
  relation: string,
  order: readonly string[],
  names: Names,
  objects: ReadonlyMap<string, CatalogObject>,
): void {
  const name = names.find('pg_class', relation)
  if (name === undefined) return
  const isType = name.kind === 'composite type'
  const object = objects.get(objectKey(isType ? 'type' : name.kind, name.identity))
  if (object === undefined || object.isBuiltIn || name.kind === 'index') return
  const live = order.filter(it => it !== undefined)
  object.attributes = join(object.attributes, { [isType ? 'fields' : 'columns']: live })
}
