import { count, listWords } from '../base/index.ts'
import { type CatalogDifference, keyOf } from '../catalog/index.ts'
import type { AttributedDifference } from './ledger.ts'

/** A difference with those that go with it: a table that is missing lacks its columns, too. */
export interface FoldedDifference extends AttributedDifference {
  /** Such as `3 table columns and 1 index`; empty when it is alone. */
  parts: string
}

/** Leaves out whatever is added or removed because the object that it belongs to is, and keeps together what belongs together. */
export function foldDifferences(differences: readonly AttributedDifference[]): FoldedDifference[] {
  const whole = new Map(
    differences.filter(({ change }) => change !== 'altered').map(it => [keyOf(it), it.change] as const),
  )
  const isPart = ({ change, within }: CatalogDifference) =>
    within !== undefined && whole.get(within) === change
  const parts = new Map<string, CatalogDifference[]>()
  for (const part of differences.filter(isPart)) {
    parts.set(part.within!, [...(parts.get(part.within!) ?? []), part])
  }
  return differences
    .filter(it => !isPart(it))
    .map(it => ({
      ...it,
      parts: countKinds(parts.get(keyOf(it)) ?? []),
    }))
    .sort((a, b) => compare(a.within ?? keyOf(a), b.within ?? keyOf(b)))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

function countKinds(parts: readonly CatalogDifference[]): string {
  const counts = new Map<string, number>()
  for (const { kind } of parts) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return listWords([...counts].map(([kind, n]) => count(n, kind, pluralOf(kind))))
}

function pluralOf(kind: string): string {
  if (kind === 'index') return 'indexes'
  return kind.endsWith('y') ? `${kind.slice(0, -1)}ies` : `${kind}s`
}
