import { makeDescriber, none } from './attributes.ts'
import { type Catalog, type CatalogObject, objectKey } from './catalog.ts'
import { type Decode, makeDecoder } from './decode.ts'
import { type Dependency, linkObjects } from './dependencies.ts'
import type { Names } from './names.ts'
import type { Slot } from './query.ts'
import { nameColumns, type Rows, readHead } from './rows.ts'

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
  /** The object at each place, and behind it its columns by number. */
  const places = new Map<string, CatalogObject[]>()

  const nameAt = (place: string, column: number): Name | undefined => {
    const name = names.at(place)
    if (name === undefined || column === 0) return name
    const called = columns.get(place)?.[column]
    return called === undefined
      ? undefined
      : { kind: `${name.kind} column`, identity: `${name.identity}.${called}` }
  }
  const add = ({ kind, identity }: Name): CatalogObject => {
    const key = objectKey(kind, identity)
    const object = objects.get(key) ?? { kind, identity, attributes: none }
    objects.set(key, object)
    return object
  }

  for (const { plan, groups } of results) {
    const { named, isAddition = false } = plan.reading
    for (const [values, heads] of groups) {
      const identity = named && fillTemplate(named.identity, plan.slots, values, decode)
      const describe = makeDescriber(plan, values, decode, superuser)
      for (const head of heads) {
        const { place, column, within, isBuiltIn } = readHead(head)
        let parts = places.get(place)
        if (parts === undefined) places.set(place, (parts = []))
        let object = parts[column]
        if (object === undefined) {
          if (isAddition) continue
          const name = identity === undefined ? nameAt(place, column) : { kind: named!.kind, identity }
          if (name === undefined) continue
          object = add(name)
          if (!place.endsWith('/0')) parts[column] = object
          // A place until all objects are known.
          if (column !== 0) object.within = place
        }
        if (within !== '') object.within = within
        object.attributes = describe(object.attributes, within, isBuiltIn)
        if (isBuiltIn) object.isBuiltIn = true
      }
    }
  }
  placeWithin(objects, places)
  linkObjects((place, column) => places.get(place)?.[column], dependencies)
  for (const [relation, order] of columns) {
    const name = names.at(relation)
    if (name === undefined || name.kind === 'index') continue
    if (name.kind === 'composite type')
      keepOrder(objects.get(objectKey('type', name.identity)), 'fields', order)
    else keepOrder(places.get(relation)?.[0], 'columns', order)
  }
  return sortObjects(objects)
}

interface Name {
  kind: string
  identity: string
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

/** The key of what contains an object, instead of its place. */
function placeWithin(
  objects: ReadonlyMap<string, CatalogObject>,
  places: ReadonlyMap<string, readonly CatalogObject[]>,
): void {
  const keys = new Map<string, string>()
  for (const object of objects.values()) {
    if (object.within === undefined) continue
    const known = keys.get(object.within)
    const container = places.get(object.within)?.[0]
    if (known !== undefined) object.within = known
    else if (container === undefined) delete object.within
    else {
      const key = objectKey(container.kind, container.identity)
      keys.set(object.within, key)
      object.within = key
    }
  }
}

/** The order of a relation's columns; that of a composite type means more than that of a table. */
function keepOrder(
  object: CatalogObject | undefined,
  attribute: 'fields' | 'columns',
  order: readonly string[],
): void {
  if (object === undefined || object.isBuiltIn) return
  object.attributes = { ...object.attributes, [attribute]: order.filter(it => it !== undefined) }
}

function sortObjects(objects: ReadonlyMap<string, CatalogObject>): Catalog {
  const sorted = new Map<string, CatalogObject>()
  for (const key of [...objects.keys()].sort()) {
    const object = objects.get(key)!
    if (!object.isBuiltIn || Object.keys(object.attributes).length > 0) sorted.set(key, object)
  }
  return sorted
}
