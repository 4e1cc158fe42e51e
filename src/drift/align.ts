import { type Catalog, describeAttribute, isOfCluster } from '../catalog/index.ts'
import type { Source } from '../sources/index.ts'

/** Who makes everything on a disposable server. */
const maker = 'postgres'

/**
 * Two catalogs that can be compared: without what SQL does not say when one of them is made of SQL, and with the owner for
 * its objects that the other one's have.
 */
export function alignCatalogs(from: Source, to: Source): [Catalog, Catalog] {
  const [old, current] = [from.snapshot.catalog, to.snapshot.catalog]
  if (from.isMade === to.isMade) return [old, current]
  const [oldSchema, schema] = [withoutCluster(old), withoutCluster(current)]
  return from.isMade
    ? [replaceOwner(oldSchema, maker, findOwner(current)), schema]
    : [oldSchema, replaceOwner(schema, maker, findOwner(old))]
}

/** The same for what is to be written as SQL: that of a migration says nothing of who owns what it makes. */
export function alignForSql(from: Source, to: Source): [Catalog, Catalog] {
  if (!from.isMade || to.isMade) return alignCatalogs(from, to)
  const { catalog } = to.snapshot
  const schema = withoutCluster(catalog)
  return [withoutCluster(from.snapshot.catalog), replaceOwner(schema, findOwner(catalog), maker)]
}

/** An extension belongs to whoever could install it, which is not for a schema to say and cannot be changed. */
function withoutCluster(catalog: Catalog): Catalog {
  const kept = [...catalog].filter(([, { kind }]) => !isOfCluster(kind))
  return new Map(
    kept.map(([key, object]) => {
      if (object.kind !== 'extension') return [key, object]
      const { extowner, ...attributes } = object.attributes
      return [key, { ...object, attributes }]
    }),
  )
}

function replaceOwner(catalog: Catalog, old: string | undefined, owner: string | undefined): Catalog {
  if (old === undefined || owner === undefined || old === owner) return catalog
  return new Map(
    [...catalog].map(([key, object]) => {
      const attributes = Object.entries(object.attributes).map(([name, value]) =>
        value === old && describeAttribute(name).words === 'owner' ? [name, owner] : [name, value],
      )
      return [key, { ...object, attributes: Object.fromEntries(attributes) }]
    }),
  )
}

/** The role that owns most tables of a database: whoever runs its migrations. */
function findOwner(catalog: Catalog): string | undefined {
  const counts = new Map<string, number>()
  for (const { kind, attributes } of catalog.values()) {
    const owner = String(attributes.relowner)
    if (kind === 'table' && attributes.relowner !== undefined) counts.set(owner, (counts.get(owner) ?? 0) + 1)
  }
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0]
}
