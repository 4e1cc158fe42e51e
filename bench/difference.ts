import { type CatalogDifference, describeDifference, objectKey } from '../src/catalog/index.ts'

/** `table shop.orders: fillfactor 70 → 90`, on one line. */
export function describeChange({ change, kind, identity, attributes }: CatalogDifference): string {
  const what = change === 'altered' ? attributes.map(describeDifference).join('; ') : `is ${change}`
  return `${objectKey(kind, identity)}: ${what}`.replace(/\s+/g, ' ')
}
