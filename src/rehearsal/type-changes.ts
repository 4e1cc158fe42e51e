import type { CatalogDifference } from '../catalog/index.ts'
import { narrows } from '../effects/index.ts'
import type { Session } from '../engine/index.ts'

/** A column whose type became another one. */
export interface TypeChange {
  /** `shop.orders.total` */
  column: string
  from: string
  to: string
  /** Whether values that fit before may not fit any more, or lose a part. */
  isNarrowing: boolean
}

export async function readTypeChanges(
  session: Session,
  differences: readonly CatalogDifference[],
): Promise<TypeChange[]> {
  const changes = differences.flatMap(({ kind, identity, attributes }) => {
    const type = attributes.find(({ name }) => name === 'type')
    return kind === 'table column' && type !== undefined
      ? [{ column: identity, from: String(type.from), to: String(type.to) }]
      : []
  })
  return Promise.all(
    changes.map(async change => ({
      ...change,
      isNarrowing: await isNarrowing(session, change.from, change.to),
    })),
  )
}

async function isNarrowing(session: Session, from: string, to: string): Promise<boolean> {
  const [row] = await session.query<{ isCastFree: boolean }>(
    `select to_regtype($1) = to_regtype($2) or exists (select from pg_catalog.pg_cast
       where castsource = to_regtype($1) and casttarget = to_regtype($2) and castcontext = 'i') as "isCastFree"`,
    [from, to],
  )
  return narrows(from, to, () => row?.isCastFree ?? false)
}
