import type { CatalogObject } from '../catalog/index.ts'
import { needOf, unquoteIdentifier } from './names.ts'

/** The publication that a table or a schema is in. */
export function publicationOf(object: CatalogObject): string {
  return needOf(object, 'publication')
}

/** `shop.orders` of `shop.orders in publication news`, where PostgreSQL does not quote the name of the publication. */
export function publishedName(object: CatalogObject): string {
  return object.identity.slice(0, -` in publication ${unquoteIdentifier(publicationOf(object))}`.length)
}
