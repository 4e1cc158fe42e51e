import type { CatalogObject } from '../catalog/index.ts'
import { partName } from './names.ts'
import { text, words } from './values.ts'

/** `street text COLLATE "C"` */
export function describeField(field: CatalogObject): string {
  return words(partName(field), describeFieldType(field))
}

export function describeFieldType(field: CatalogObject): string {
  const collation = text(field, 'attcollation')
  return words(text(field, 'type'), collation && `COLLATE ${collation}`)
}
