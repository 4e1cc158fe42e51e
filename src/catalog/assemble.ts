import { type AttributeValue, type Catalog, type CatalogObject, objectKey } from './catalog.ts'
import { classOf } from './classification.ts'
import { type Decode, makeDecoder } from './decode.ts'
import { type Dependency, linkObjects } from './dependencies.ts'
import type { Names } from './names.ts'
import { isOfContainer, type Slot } from './query.ts'
import { type ColumnNames, nameColumns, type Rows, readAddress, readHead } from './rows.ts'

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

  for (const { plan, groups } of results) {
    const { named, isAddition = false } = plan.reading
    for (const [values, heads] of groups) {
      const identity = named && fillTemplate(named.identity, plan.slots, values, decode)
      const describe = makeDescriber(plan.slots, values, decode)
      for (const head of heads) {
        const { address, within, isBuiltIn } = readHead(head)
        let object = byAddress.get(address)
        if (object === undefined) {
          if (isAddition) continue
          const name =
            identity === undefined ? nameObject(address, names, columns) : { kind: named!.kind, identity }
          if (name === undefined || isTemporary.test(name.identity)) continue
          const key = objectKey(name.kind, name.identity)
          object = objects.get(key) ?? { kind: name.kind, identity: name.identity, attributes: none }
          objects.set(key, object)
          if (identity === undefined || !address.endsWith('/0/0')) byAddress.set(address, object)
        }
        // An address until all objects are known.
        if (within !== '') object.within = within
        object.attributes = isBuiltIn
          ? { ...object.attributes, ...keepChanges(plan.catalog.name, describe(none, within), superuser) }
          : describe(object.attributes, within)
        if (isBuiltIn) object.isBuiltIn = true
      }
    }
  }
  placeWithin(objects, byAddress)
  linkObjects(byAddress, dependencies)
  for (const [relation, order] of columns) keepOrder(relation, order, names, objects)
  const keys = [...objects.keys()].filter(key => hasSubstance(objects.get(key)!)).sort()
  return new Map(keys.map(key => [key, objects.get(key)!]))
}

const none: Attributes = {}

/**
 * Adds to the attributes of an object what a group of rows says. Objects with the same attributes share them: most columns
 * of a large database are like others.
 */
function makeDescriber(slots: readonly Slot[], values: readonly unknown[], decode: Decode) {
  const decoded = slots.map((slot, i) => (isOfContainer(slot) ? undefined : decode(values[i], slot)))
  const describe = (attributes: Attributes, within: string) => {
    const container = within === '' ? '' : readAddress(within)[1]
    const sum = { ...attributes }
    for (const [i, slot] of slots.entries()) {
      const value = decoded[i] === undefined ? decode(values[i], slot, container) : decoded[i]
      if (value !== null && value !== false && !slot.isOfName) sum[slot.name] = value
    }
    return sum
  }
  if (slots.some(isOfContainer)) return describe
  const sums = new Map<Attributes, Attributes>()
  return (attributes: Attributes) => {
    const sum = sums.get(attributes) ?? describe(attributes, '')
    sums.set(attributes, sum)
    return sum
  }
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
  const [catalog, oid, number] = readAddress(address)
  const object = names.find(catalog, oid)
  if (object === undefined || number === '0') return object
  const column = columns.get(oid)?.[Number(number)]
  if (column === undefined) return undefined
  return { kind: `${object.kind} column`, identity: `${object.identity}.${column}` }
}

/** What stands for nothing in particular, as a role may, is all. */
function fillTemplate(
  template: string,
  slots: readonly Slot[],
  values: readonly unknown[],
  decode: Decode,
): string {
  return template.replace(/\{(\w+)\}/g, (_, part) => {
    const i = slots.findIndex(({ name, isOfName }) => isOfName && name === part)
    const value = decode(values[i], slots[i]!)
    return value === null || value === '0' ? 'all' : String(value)
  })
}

/** The key of what contains an object, instead of its address. */
function placeWithin(
  objects: ReadonlyMap<string, CatalogObject>,
  byAddress: ReadonlyMap<string, CatalogObject>,
): void {
  const keys = new Map<CatalogObject, string>()
  for (const [key, object] of objects) keys.set(object, key)
  for (const object of objects.values()) {
    if (object.within === undefined) continue
    const container = byAddress.get(object.within)
    if (container === undefined) delete object.within
    else object.within = keys.get(container)!
  }
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
  object.attributes = { ...object.attributes, [isType ? 'fields' : 'columns']: live }
}
