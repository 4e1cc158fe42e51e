import { type Catalog, type CatalogObject, objectKey } from '../catalog/index.ts'
import type { Remedy } from '../findings/index.ts'
import { type Changes, reconcileSources } from './changes.ts'
import type { Comparison } from './compare.ts'
import type { FoldedDifference } from './fold.ts'
import type { IgnoreOutcome } from './ignore.ts'

/** Both ways out of a drift, each proved on a disposable copy. */
export interface Remedies {
  /** Makes the database what it should be. */
  undo: Changes
  /** Makes what should be what the database is: a new migration. */
  adopt: Changes
}

/**
 * Writes both. What may differ stays as it is on either side, and what a pending migration will bring is left to it.
 */
export async function findRemedies(
  { from: should, to: is }: Comparison,
  { kept, ignored }: IgnoreOutcome,
): Promise<Remedies> {
  const pending = kept.filter(({ cause }) => cause?.by === 'pending')
  const untouched = [
    ...ignored,
    ...pending.map(({ kind, identity, attributes }) => ({
      object: objectKey(kind, identity),
      attributes: attributes.map(({ name }) => name),
    })),
  ]
  const narrow = (from: Catalog, to: Catalog) => leaveAlone(from, to, untouched)
  return {
    undo: await reconcileSources(is, should, { narrow }),
    adopt: await reconcileSources(should, is, { narrow }),
  }
}

interface Untouched {
  object: string
  /** None when it is about the whole object. */
  attributes: string[]
}

/** The goal without what is left alone, which stays as it is. */
function leaveAlone(from: Catalog, to: Catalog, untouched: readonly Untouched[]): Catalog {
  const goal = new Map(to)
  const set = (key: string, object: CatalogObject | undefined) => {
    if (object === undefined) goal.delete(key)
    else goal.set(key, object)
  }
  for (const { object: key, attributes } of untouched) {
    const [is, should] = [from.get(key), to.get(key)]
    if (is === undefined || should === undefined || attributes.length === 0) {
      set(key, is)
      const parts = [...from.values(), ...to.values()].filter(({ within }) => within === key)
      for (const { kind, identity } of parts)
        set(objectKey(kind, identity), from.get(objectKey(kind, identity)))
      continue
    }
    const kept = Object.fromEntries(attributes.map(name => [name, is.attributes[name] ?? null]))
    set(key, { ...should, attributes: { ...should.attributes, ...kept } })
  }
  return new Map([...goal].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** What undoes one difference: the statements about the object, where the whole is proved. */
export function findRemedy({ kind, identity }: FoldedDifference, { undo }: Remedies): Remedy | undefined {
  const key = objectKey(kind, identity)
  const own = undo.steps.filter(({ object }) => object === key)
  if (!undo.isProved || own.length === 0) return undefined
  const loses = own.find(step => step.loses !== undefined)?.loses
  return {
    title: loses === undefined ? 'Undo it' : `Undo it, which loses ${loses}`,
    sql: own.map(({ sql }) => `${sql};`).join('\n'),
  }
}
