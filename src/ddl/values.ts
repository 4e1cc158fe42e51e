import type { AttributeValue, CatalogObject } from '../catalog/index.ts'
import { quoteIdentifier, quoteLiteral } from '../sql/index.ts'

/** Attributes as what they are; the catalog leaves out what is null or false. */
export function text(object: CatalogObject, name: string): string | undefined {
  const value = object.attributes[name]
  return value === undefined || value === null ? undefined : String(value)
}

export function list(object: CatalogObject, name: string): string[] {
  const value = object.attributes[name]
  return Array.isArray(value) ? value.map(String) : []
}

export function flag(object: CatalogObject, name: string): boolean {
  return object.attributes[name] === true
}

/** An expression as PostgreSQL prints it, but so that it is the same when it is read again. */
export function expression(object: CatalogObject, name: string): string | undefined {
  const value = object.attributes[name] as AttributeValue | undefined
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  return keepArrayCasts(String(value.sql))
}

const element = "(?:E?'(?:[^']|'')*'|NULL)"
const castOfArray = new RegExp(`\\(ARRAY\\[(${element}::([a-z ]+)(?:, ${element}::\\2)*)\\]\\)::`, 'g')

/**
 * `x IN ('a')` with a varchar is printed as `(ARRAY['a'::character varying])::text[]`, and the parser takes the cast of an
 * ARRAY to be one of each element, unless the array has a type already.
 * @see https://github.com/postgres/postgres/blob/REL_18_0/src/backend/parser/parse_expr.c `transformTypeCast`
 */
function keepArrayCasts(sql: string): string {
  return sql.replace(castOfArray, '(ARRAY[$1]::$2[])::')
}

/** A string as SQL has it. */
export function literal(value: string): string {
  return quoteLiteral(value).trim()
}

/** A body in dollars is readable as it was written. */
export function dollarQuote(body: string, word = 'function'): string {
  let tag = `$${word}$`
  while (`${body}$`.includes(tag.slice(0, -1))) tag = `${tag.slice(0, -1)}_$`
  return `${tag}${body}${tag}`
}

/** `fillfactor=70` as `fillfactor='70'`, with a prefix such as `toast.`. */
export function storageOptions(options: readonly string[], prefix = ''): string {
  return options
    .map(splitOption)
    .map(([name, value]) => `${prefix}${quoteIdentifier(name)}=${quoteLiteral(value).trim()}`)
    .join(', ')
}

/** `host=a` as `host 'a'`, which is how foreign data has its options. */
export function foreignOptions(options: readonly string[]): string {
  return options
    .map(splitOption)
    .map(([name, value]) => `${quoteIdentifier(name)} ${quoteLiteral(value).trim()}`)
    .join(', ')
}

/** `SET (a=1), RESET (b)`: what turns one list of storage options into another. */
export function changeOptions(from: readonly string[], to: readonly string[], prefix = ''): string[] {
  const kept = to.map(it => splitOption(it)[0])
  const lost = from.map(it => splitOption(it)[0]).filter(it => !kept.includes(it))
  const set = to.filter(it => !from.includes(it))
  return [
    ...(set.length > 0 ? [`SET (${storageOptions(set, prefix)})`] : []),
    ...(lost.length > 0 ? [`RESET (${lost.map(it => prefix + quoteIdentifier(it)).join(', ')})`] : []),
  ]
}

/** `OPTIONS (ADD a '1', SET b '2', DROP c)`: the same for options of foreign data. */
export function changeForeignOptions(from: readonly string[], to: readonly string[]): string {
  const [old, now] = [new Map(from.map(splitOption)), new Map(to.map(splitOption))]
  const changes = [...now]
    .filter(([name, value]) => old.get(name) !== value)
    .map(([name, value]) => `${old.has(name) ? 'SET' : 'ADD'} ${foreignOptions([`${name}=${value}`])}`)
  const drops = [...old.keys()].filter(it => !now.has(it)).map(it => `DROP ${quoteIdentifier(it)}`)
  return `OPTIONS (${[...changes, ...drops].join(', ')})`
}

function splitOption(option: string): [name: string, value: string] {
  const end = option.indexOf('=')
  return end < 0 ? [option, ''] : [option.slice(0, end), option.slice(end + 1)]
}

/** The words of a definition that are there. */
export function words(...parts: (string | false | undefined)[]): string {
  return parts.filter(part => part !== undefined && part !== false && part !== '').join(' ')
}
