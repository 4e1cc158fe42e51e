export type AttributeValue =
  | string
  | number
  | boolean
  | null
  | AttributeValue[]
  | { [key: string]: AttributeValue }

/** One object of a database as its catalog rows describe it, without OIDs. */
export interface CatalogObject {
  /** PostgreSQL's word for the kind, as `pg_identify_object()` gives it: `table`, `index`, `table column`. */
  kind: string
  /** PostgreSQL's name for it, qualified and quoted: `shop.orders`, `shop.orders.total`. */
  identity: string
  attributes: Record<string, AttributeValue>
}

/** What a database is: every object that is not PostgreSQL's own, by kind and identity. */
export type Catalog = ReadonlyMap<string, CatalogObject>

export function objectKey(kind: string, identity: string): string {
  return `${kind} ${identity}`
}
