import type { CatalogDifference } from '../catalog/index.ts'
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

/**
 * PostgreSQL casts on its own only where nothing is lost (`pg_cast.castcontext = 'i'`), so any other cast may lose
 * something; and so may a smaller length or precision. Everything has a text.
 */
async function isNarrowing(session: Session, from: string, to: string): Promise<boolean> {
  if (to === 'text' || to === 'character varying') return false
  const longestText = longestTexts[from]
  if (longestText !== undefined && to.startsWith('character')) return limitsOf(to)[0]! < longestText
  const [row] = await session.query<{ isSame: boolean; isImplicit: boolean }>(
    `select to_regtype($1) = to_regtype($2) as "isSame", exists (select from pg_catalog.pg_cast
       where castsource = to_regtype($1) and casttarget = to_regtype($2) and castcontext = 'i') as "isImplicit"`,
    [from, to],
  )
  if (!row?.isSame && !row?.isImplicit) return true
  return hasSmallerLimit(from, to)
}

/** How long the text of a value can be: `-9223372036854775808`. */
const longestTexts: Record<string, number> = { boolean: 5, smallint: 6, integer: 11, bigint: 20, uuid: 36 }

/** `varchar(50)` holds less than `varchar(100)`, `numeric(10,4)` fewer digits before the point than `numeric(10,2)`. */
function hasSmallerLimit(from: string, to: string): boolean {
  const [newLimit, newScale = 0] = limitsOf(to)
  const [oldLimit, oldScale = 0] = limitsOf(from)
  if (newLimit === undefined) return false
  if (oldLimit === undefined) return true
  return newLimit - newScale < oldLimit - oldScale || newScale < oldScale
}

function limitsOf(type: string): number[] {
  return (/\(([\d,]+)\)/.exec(type)?.[1] ?? '').split(',').filter(Boolean).map(Number)
}
