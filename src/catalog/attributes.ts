import { type AttributeValue, type CatalogObject, isExpression } from './catalog.ts'
import { splitIdentity, unquote } from './identity.ts'
import { codes } from './words.ts'

/** Attributes of an object as what they are; what is not there is nothing. */

export function textOf({ attributes }: CatalogObject, name: string): string | undefined {
  const value = attributes[name] ?? null
  if (value === null) return undefined
  return isExpression(value) ? value.sql.trim() : String(value)
}

export function listOf({ attributes }: CatalogObject, name: string): string[] {
  const value: AttributeValue = attributes[name] ?? []
  return Array.isArray(value) ? value.map(String) : [String(value)]
}

/** The names in a list, without quotes. */
export function namesOf(object: CatalogObject, name: string): string[] {
  return listOf(object, name).map(unquote)
}

/** What a one-letter code of the catalogs stands for. */
export function wordOf<Word extends string>({ attributes }: CatalogObject, name: string): Word | undefined {
  return codes[name]?.[String(attributes[name])] as Word | undefined
}

/** The name of what belongs to a table or a type: of `orders_pkey on shop.orders`, or of `shop.orders_note`. */
export function nameOfPart({ identity }: CatalogObject, container: CatalogObject): string {
  const suffix = ` on ${container.identity}`
  return splitIdentity(identity.endsWith(suffix) ? identity.slice(0, -suffix.length) : identity).at(-1)!
}
