import { type Catalog, type CatalogObject, keyOf } from '../catalog/index.ts'

/** What comes with objects, and what comes with that. */
export function companionsOf(objects: readonly CatalogObject[], catalog: Catalog): Set<CatalogObject> {
  const found = new Set<CatalogObject>()
  const byBringer = groupByBringer(catalog)
  const visit = (key: string) => {
    for (const object of byBringer.get(key) ?? []) {
      if (found.has(object)) continue
      found.add(object)
      visit(keyOf(object))
    }
  }
  for (const object of objects) visit(keyOf(object))
  return found
}

const groups = new WeakMap<Catalog, Map<string, CatalogObject[]>>()

function groupByBringer(catalog: Catalog): Map<string, CatalogObject[]> {
  const known = groups.get(catalog)
  if (known !== undefined) return known
  const byBringer = new Map<string, CatalogObject[]>()
  for (const object of catalog.values()) {
    const bringer = bringerOf(object, catalog)
    if (bringer !== undefined) byBringer.set(bringer, [...(byBringer.get(bringer) ?? []), object])
  }
  groups.set(catalog, byBringer)
  return byBringer
}

/** The key of what an object comes with: what it is an internal part of, or its extension. */
export function bringerOf(
  { comesWith, attributes: { member_of } }: CatalogObject,
  catalog: Catalog,
): string | undefined {
  if (comesWith !== undefined && catalog.has(comesWith)) return comesWith
  return typeof member_of === 'string' ? `extension ${member_of}` : undefined
}
