import { type Catalog, objectKey } from '../catalog/index.ts'
import { narrows, type ObjectChange, type Step } from '../effects/index.ts'
import type { Session } from '../engine/index.ts'

/** A column whose type became another one. */
export interface TypeChange {
  /** `shop.orders.total`, as it was called then. */
  column: string
  from: string
  to: string
  /** Whether values that fit before may not fit any more, or lose a part. */
  isNarrowing: boolean
}

/** The columns that were there before the statements and have another type after them, under whatever name. */
export async function readTypeChanges(
  session: Session,
  before: Catalog,
  after: Catalog,
  statements: readonly Step[],
): Promise<TypeChange[]> {
  const made = statements.flatMap(({ effect }) => effect.changes)
  const changes = new Map<string, { column: string; from: string; to: string }>()
  for (const [i, { change, kind, identity: column, formerIdentity, isExisting }] of made.entries()) {
    if (kind !== 'table column' || change !== 'changed' || formerIdentity !== undefined || !isExisting)
      continue
    const from = typeOf(before, nameBefore(column, made.slice(0, i)))
    const to = typeOf(after, nameAfter(column, made.slice(i + 1)))
    if (from !== undefined && to !== undefined && from !== to) changes.set(column, { column, from, to })
  }
  return Promise.all(
    [...changes.values()].map(async change => ({
      ...change,
      isNarrowing: await isNarrowing(session, change.from, change.to),
    })),
  )
}

function typeOf(catalog: Catalog, column: string): string | undefined {
  const type = catalog.get(objectKey('table column', column))?.attributes.type
  return type === undefined ? undefined : String(type)
}

function nameBefore(column: string, changes: readonly ObjectChange[]): string {
  return changes.reduceRight((name, it) => rename(name, it.identity, it.formerIdentity), column)
}

function nameAfter(column: string, changes: readonly ObjectChange[]): string {
  return changes.reduce((name, it) => rename(name, it.formerIdentity, it.identity), column)
}

/** A column goes by another name when its table or schema does. */
function rename(name: string, from: string | undefined, to: string | undefined): string {
  if (from === undefined || to === undefined || !`${name}.`.startsWith(`${from}.`)) return name
  return `${to}${name.slice(from.length)}`
}

async function isNarrowing(session: Session, from: string, to: string): Promise<boolean> {
  const [row] = await session.query<{ isCastFree: boolean }>(
    `select to_regtype($1) = to_regtype($2) or exists (select from pg_catalog.pg_cast
       where castsource = to_regtype($1) and casttarget = to_regtype($2) and castcontext = 'i') as "isCastFree"`,
    [from, to],
  )
  return narrows(from, to, () => row?.isCastFree ?? false)
}
