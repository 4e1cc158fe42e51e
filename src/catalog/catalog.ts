export type AttributeValue =
  | string
  | number
  | boolean
  | null
  | AttributeValue[]
  | { [key: string]: AttributeValue }

/**
 * An expression in two forms: as the server prints it now, and a hash of what it is made of. Two are the same when either
 * form is: the text changes when a cast or an operator elsewhere does, the other when columns were dropped before it.
 */
export type Expression = { sql: string; tree: string }

/** One object of a database as its catalog rows describe it, without OIDs. */
export interface CatalogObject {
  /** PostgreSQL's word for the kind, as `pg_identify_object()` gives it: `table`, `index`, `table column`. */
  kind: string
  /** PostgreSQL's name for it, qualified and quoted: `shop.orders`, `shop.orders.total`. */
  identity: string
  /** The key of the object that it belongs to and goes with, such as an index's table. */
  within?: string
  /** It is PostgreSQL's own, and only what somebody changed about it is here. */
  isBuiltIn?: true
  /** The keys of what must be there before it; only where dependencies were read. */
  dependsOn?: string[]
  /** The key of what brings it and takes it along, such as an identity column its sequence. */
  comesWith?: string
  /** By the column of the system catalog; what is null or false there is left out. */
  attributes: Record<string, AttributeValue>
}

/** What a database is: every object that is not PostgreSQL's own, by kind and identity. */
export type Catalog = ReadonlyMap<string, CatalogObject>

export function objectKey(kind: string, identity: string): string {
  return `${kind} ${identity}`
}

export function keyOf({ kind, identity }: { kind: string; identity: string }): string {
  return objectKey(kind, identity)
}

export function isExpression(value: AttributeValue): value is Expression {
  return typeof value === 'object' && value !== null && 'tree' in value
}

/** What belongs to each object, by the object's key. */
export function groupParts(catalog: Catalog): Map<string, CatalogObject[]> {
  const groups = new Map<string, CatalogObject[]>()
  for (const object of catalog.values()) {
    if (object.within === undefined) continue
    const group = groups.get(object.within)
    if (group === undefined) groups.set(object.within, [object])
    else group.push(object)
  }
  return groups
}

const kindsOfCluster = new Set([
  'role',
  'membership',
  'role membership',
  'tablespace',
  'parameter ACL',
  'settings',
  'database',
])

/** Whether objects of a kind belong to the cluster or say how a database is run, which SQL of a schema does not say. */
export function isOfCluster(kind: string): boolean {
  return kindsOfCluster.has(kind)
}
