export type { AttributeValue, Catalog, CatalogObject } from './catalog.ts'
export { type CatalogDifference, diffCatalogs } from './diff.ts'
export { firstUserOid, readCatalog } from './read.ts'
