import { type AttributeValue, type Catalog, type CatalogObject, isExpression } from './catalog.ts'
import { describeAttribute } from './classification.ts'

export interface AttributeDifference {
  /** The column of the system catalog. */
  name: string
  from: AttributeValue
  to: AttributeValue
}

export interface CatalogDifference {
  change: 'added' | 'removed' | 'altered'
  kind: string
  identity: string
  /** The key of the object that it belongs to and goes with. */
  within?: string
  /** For an altered object: each attribute with its old and its new value. */
  attributes: AttributeDifference[]
}

export interface DiffOptions {
  /** Tell also what only people see, such as the order of columns. */
  hasCosmetics?: boolean
}

/** What must happen to `from` for it to be `to`, by kind and identity; empty when they are equal. */
export function diffCatalogs(from: Catalog, to: Catalog, options: DiffOptions = {}): CatalogDifference[] {
  const differences: CatalogDifference[] = []
  for (const [key, object] of from) {
    const difference = diffObjects(object, to.get(key), options)
    if (difference !== undefined) differences.push(difference)
  }
  for (const [key, object] of to) {
    const difference = from.has(key) ? undefined : diffObjects(undefined, object, options)
    if (difference !== undefined) differences.push(difference)
  }
  return withoutMembers(differences, from, to)
}

function diffObjects(
  from: CatalogObject | undefined,
  to: CatalogObject | undefined,
  options: DiffOptions,
): CatalogDifference | undefined {
  const { kind, identity, within, isBuiltIn } = (from ?? to)!
  const named = { kind, identity, ...(within !== undefined && { within }) }
  if (!isBuiltIn && to === undefined) return { change: 'removed', ...named, attributes: [] }
  if (!isBuiltIn && from === undefined) return { change: 'added', ...named, attributes: [] }
  const attributes = diffAttributes(from?.attributes ?? {}, to?.attributes ?? {}, options)
  return attributes.length === 0 ? undefined : { change: 'altered', ...named, attributes }
}

function diffAttributes(
  from: Record<string, AttributeValue>,
  to: Record<string, AttributeValue>,
  { hasCosmetics = false }: DiffOptions,
): AttributeDifference[] {
  return Object.keys({ ...from, ...to })
    .map(name => ({ name, from: from[name] ?? null, to: to[name] ?? null }))
    .filter(({ name, from, to }) => !(orders.has(name) ? isSameOrder : isSame)(from, to))
    .filter(({ name }) => hasCosmetics || describeAttribute(name).class !== 'cosmetic')
}

/** Lists of what are objects of their own: only the order says something that these do not. */
const orders = new Set(['columns', 'fields'])

/** Of an expression, one of its two forms is enough. */
function isSame(from: AttributeValue, to: AttributeValue): boolean {
  if (from === to) return true
  if (from === null || to === null) return false
  if (isExpression(from) && isExpression(to)) return from.tree === to.tree || from.sql === to.sql
  return JSON.stringify(from) === JSON.stringify(to)
}

/** Whether what two lists have in common stands in the same order. */
function isSameOrder(from: AttributeValue, to: AttributeValue): boolean {
  if (!Array.isArray(from) || !Array.isArray(to)) return true
  const common = (list: AttributeValue[], other: AttributeValue[]) => list.filter(it => other.includes(it))
  return isSame(common(from, to), common(to, from))
}

/** What an extension brings differs with the extension: with another version, or when one of two has none. */
function withoutMembers(
  differences: readonly CatalogDifference[],
  from: Catalog,
  to: Catalog,
): CatalogDifference[] {
  const changed = new Set(
    differences.filter(({ kind }) => kind === 'extension').map(({ identity }) => identity),
  )
  if (changed.size === 0) return [...differences]
  return differences.filter(({ kind, identity, within }) => {
    const keys = [`${kind} ${identity}`, within].filter(key => key !== undefined)
    const extensions = keys.flatMap(key => [from.get(key), to.get(key)].map(it => it?.attributes.member_of))
    return !extensions.some(extension => typeof extension === 'string' && changed.has(extension))
  })
}
