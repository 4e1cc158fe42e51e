import type { AttributeValue, Catalog } from './catalog.ts'

export interface CatalogDifference {
  change: 'added' | 'removed' | 'altered'
  kind: string
  identity: string
  /** For an altered object: each attribute with its old and its new value. */
  attributes: { name: string; from: AttributeValue; to: AttributeValue }[]
}

/** What must happen to `from` for it to be `to`, by kind and identity; empty when they are equal. */
export function diffCatalogs(from: Catalog, to: Catalog): CatalogDifference[] {
  const differences: CatalogDifference[] = []
  for (const [key, object] of from) {
    const counterpart = to.get(key)
    if (counterpart === undefined) differences.push({ change: 'removed', ...nameOf(object), attributes: [] })
    else {
      const attributes = diffAttributes(object.attributes, counterpart.attributes)
      if (attributes.length > 0) differences.push({ change: 'altered', ...nameOf(object), attributes })
    }
  }
  for (const [key, object] of to) {
    if (!from.has(key)) differences.push({ change: 'added', ...nameOf(object), attributes: [] })
  }
  return differences
}

function nameOf({ kind, identity }: { kind: string; identity: string }) {
  return { kind, identity }
}

function diffAttributes(from: Record<string, AttributeValue>, to: Record<string, AttributeValue>) {
  return Object.keys({ ...from, ...to })
    .map(name => ({ name, from: from[name] ?? null, to: to[name] ?? null }))
    .filter(({ from, to }) => JSON.stringify(from) !== JSON.stringify(to))
}
