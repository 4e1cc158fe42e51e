export { type AttributeValue, type Catalog, type CatalogObject, objectKey } from './catalog.ts'
export { type CatalogDifference, diffCatalogs } from './diff.ts'
export { firstUserOid, readCatalog } from './read.ts'
