import { createHash } from 'node:crypto'
import {
  type AttributeValue,
  type Catalog,
  type CatalogObject,
  groupParts,
  isExpression,
  objectKey,
} from './catalog.ts'
import type { CatalogDifference } from './diff.ts'

/** An object that is gone, and one that came and is the same but for its name. */
export interface Rename {
  kind: string
  from: string
  to: string
}

/**
 * Pairs what was removed with what was added and has the same content, parts included. Only what has exactly one
 * counterpart is told; a table of one column is like many others.
 */
export function findRenames(differences: readonly CatalogDifference[], from: Catalog, to: Catalog): Rename[] {
  const removed = hashAll(differences, 'removed', from)
  const added = hashAll(differences, 'added', to)
  return [...removed].flatMap(([hash, olds]) => {
    const news = added.get(hash) ?? []
    const [old, replacement] = [olds[0]!, news[0]]
    if (olds.length > 1 || news.length !== 1 || replacement === undefined) return []
    return [{ kind: old.kind, from: old.identity, to: replacement.identity }]
  })
}

/** What was added or removed as a whole, by its content; parts of it go with it. */
function hashAll(
  differences: readonly CatalogDifference[],
  change: 'added' | 'removed',
  catalog: Catalog,
): Map<string, CatalogObject[]> {
  const concerned = differences.filter(it => it.change === change)
  const keys = new Set(concerned.map(({ kind, identity }) => objectKey(kind, identity)))
  const parts = groupParts(catalog)
  const byHash = new Map<string, CatalogObject[]>()
  for (const key of keys) {
    const object = catalog.get(key)!
    if (object.within !== undefined && keys.has(object.within)) continue
    const hash = hashNameless(object, parts.get(key) ?? [])
    byHash.set(hash, [...(byHash.get(hash) ?? []), object])
  }
  return byHash
}

/** The content with the object's own name taken out, wherever it stands. */
function hashNameless(object: CatalogObject, parts: readonly CatalogObject[]): string {
  const content = [object, ...parts].map(({ kind, identity, within, attributes }) => [
    kind,
    identity,
    within,
    attributes,
  ])
  const names = [object.identity, object.identity.split('.').at(-1)!].map(escapeName)
  const text = JSON.stringify(content, withoutTree).replace(
    new RegExp(`(?<!\\w)(?:${names.join('|')})(?!\\w)`, 'gu'),
    '?',
  )
  return createHash('sha256').update(text).digest('hex')
}

/** The tree of an expression is a hash, so that the names in it stand in its text only. */
function withoutTree(_: string, value: AttributeValue): AttributeValue {
  return isExpression(value) ? value.sql : value
}

/** A name as it stands in JSON, for a regular expression. */
function escapeName(name: string): string {
  return JSON.stringify(name)
    .slice(1, -1)
    .replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
