import { type Catalog, type CatalogObject, objectKey } from './catalog.ts'
import { type Decode, makeDecoder } from './decode.ts'
import { type Dependency, linkObjects } from './dependencies.ts'
import type { Place, Places } from './places.ts'
import type { Slot } from './query.ts'
import { type Rows, readHead } from './rows.ts'
import { makeDescriber, none } from './shared-attributes.ts'

/** Makes one object of all rows that describe it: an index stands in `pg_class` and in `pg_index`. */
export function assembleCatalog(
  results: readonly Rows[],
  places: Places,
  dependencies: readonly Dependency[] = [],
): Catalog {
  const decode = makeDecoder(places)
  const superuser = places.of('pg_authid', '10').name?.label
  const objects = new Map<string, CatalogObject>()
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
        const { key, column, within, isBuiltIn } = readHead(head)
        const place = places.at(key)
        let object = place.objects[column]
        if (object === undefined) {
          if (isAddition) continue
          const name = identity === undefined ? nameAt(place, column) : { kind: named!.kind, identity }
          if (name === undefined) continue
          object = add(name)
          if (!key.endsWith('/0')) place.objects[column] = object
          // A place until all objects are known.
          if (column !== 0) object.within = key
        }
        if (within !== '') object.within = within
        const container = within === '' ? undefined : places.at(within)
        object.attributes = describe(object.attributes, container, isBuiltIn)
        if (isBuiltIn) object.isBuiltIn = true
      }
    }
  }
  placeWithin(objects, places)
  linkObjects((key, column) => places.at(key).objects[column], dependencies)
  for (const {
    name,
    columns,
    objects: [object],
  } of places.all()) {
    if (columns.length === 0 || name === undefined || name.kind === 'index') continue
    if (name.kind === 'composite type')
      keepOrder(objects.get(objectKey('type', name.identity)), 'fields', columns)
    else keepOrder(object, 'columns', columns)
  }
  return sortObjects(objects)
}

function nameAt({ name, columns }: Place, column: number): Name | undefined {
  if (name === undefined || column === 0) return name
  const called = columns[column]
  return called === undefined
    ? undefined
    : { kind: `${name.kind} column`, identity: `${name.identity}.${called}` }
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

/** The key of what contains an object, instead of its place; one text for all that it contains. */
function placeWithin(objects: ReadonlyMap<string, CatalogObject>, places: Places): void {
  const keys = new Map<CatalogObject, string>()
  for (const object of objects.values()) {
    if (object.within === undefined) continue
    const [container] = places.at(object.within).objects
    if (container === undefined) delete object.within
    else {
      const key = keys.get(container) ?? objectKey(container.kind, container.identity)
      keys.set(container, key)
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
