import type { Session } from '../engine/index.ts'
import { assembleCatalog } from './assemble.ts'
import type { Catalog } from './catalog.ts'
import { classOf } from './classification.ts'
import { readDependencies } from './dependencies.ts'
import { Places } from './places.ts'
import { isRead, planReading, type ReadPlan } from './query.ts'
import { findPlaces, type Group, type Rows } from './rows.ts'
import { readSystemCatalogs, type SystemCatalog } from './system-catalogs.ts'
import { findUnreadable } from './unreadable.ts'

/** What a database is, and what of it this login may not read. */
export interface Reading {
  catalog: Catalog
  notRead: string[]
}

export interface ReadOptions {
  /** Read also what depends on what, which is only needed to write SQL. */
  hasDependencies?: boolean
}

/**
 * Reads what a database is: one object for everything in the system catalogs that is not PostgreSQL's own, or that
 * somebody changed. Names replace OIDs, so that two databases can be compared. Works within an open transaction, too.
 */
export async function readCatalog(session: Session, options?: ReadOptions): Promise<Catalog> {
  return (await readEverything(session, options)).catalog
}

/** What the server prints depends on these. */
const settings = `set local datestyle = 'ISO, YMD'; set local intervalstyle = postgres; set local timezone = 'UTC';
  set local bytea_output = hex; set local quote_all_identifiers = off; set local jit = off;
  set local work_mem = '64MB'; set local hash_mem_multiplier = 8`

export function readEverything(
  session: Session,
  { hasDependencies = false }: ReadOptions = {},
): Promise<Reading> {
  return session.aside(async () => {
    await session.execute(settings)
    const catalogs = await readSystemCatalogs(session)
    const unreadable = await findUnreadable(session)
    const plans = planFor(catalogs, unreadable)
    const results = await readRows(session, plans)
    const places = new Places(catalogs)
    places.of('pg_authid', '10')
    for (const result of results) findPlaces(result, places)
    await places.readNames(session)
    const dependencies = hasDependencies ? await readDependencies(session) : []
    return { catalog: assembleCatalog(results, places, dependencies), notRead: listGaps(unreadable, plans) }
  })
}

/** What would have been read if this login might, and stands nowhere else. */
function listGaps(unreadable: ReadonlySet<string>, plans: readonly ReadPlan[]): string[] {
  const isReplaced = (column: string) =>
    plans.some(({ catalog, slots }) => slots.some(({ name }) => `${catalog.name}.${name}` === column))
  return [...unreadable].filter(column => {
    const [catalog, name] = column.split('.') as [string, string]
    // A view shows the secrets of a login's own only.
    return isRead(catalog, name) && (classOf(catalog, name).class === 'secret' || !isReplaced(column))
  })
}

/** One message for all queries: each is small, and most of them give little. */
async function readRows(session: Session, plans: readonly ReadPlan[]): Promise<Rows[]> {
  const results = await session.execute<{ group: Group }>(plans.map(({ sql }) => sql).join(';\n'))
  return plans.map((plan, i) => ({ plan, groups: results[i]!.rows.map(({ group }) => group) }))
}

const planned = new WeakMap<readonly SystemCatalog[], Map<string, ReadPlan[]>>()

/** The same for every database of a server's version and every login that may read the same. */
function planFor(catalogs: readonly SystemCatalog[], unreadable: ReadonlySet<string>): ReadPlan[] {
  const byLogin = planned.get(catalogs) ?? new Map<string, ReadPlan[]>()
  planned.set(catalogs, byLogin)
  const key = [...unreadable].join(' ')
  const plans =
    byLogin.get(key) ?? planReading(catalogs, (catalog, column) => !unreadable.has(`${catalog}.${column}`))
  byLogin.set(key, plans)
  return plans
}
