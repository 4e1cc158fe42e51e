import { createHash } from 'node:crypto'
import type { Session } from '../engine/index.ts'
import { quoteIdentifier } from '../sql/index.ts'
import { classOf } from './classification.ts'
import { readSystemCatalogs, type SystemCatalog } from './system-catalogs.ts'
import { findUnreadable } from './unreadable.ts'

/**
 * A hash of the system catalogs as they stand, OIDs included: much faster than a snapshot. Two that are equal are from
 * one database, or a copy of it by template, in which nothing changed; two that differ say nothing.
 */
export async function readFingerprint(session: Session): Promise<string> {
  return session.aside(async () => {
    const unreadable = await findUnreadable(session)
    const queries = (await readSystemCatalogs(session)).flatMap(catalog => sumUp(catalog, unreadable))
    const [version] = await session.query('select pg_catalog.version()')
    const sums = await session.query(queries.join(' union all '))
    return createHash('sha256')
      .update(JSON.stringify([version, sums]))
      .digest('hex')
  })
}

/** What dependencies say that stands nowhere else: members of extensions, owners of sequences. */
const filters: Record<string, string> = {
  pg_depend: `where deptype in ('e', 'x') or deptype in ('a', 'i') and refobjsubid > 0 and objsubid = 0
    and classid = 'pg_class'::regclass`,
  pg_database: 'where datname = current_database()',
}

/** The sum of the hashes of all rows, in whatever order they come. */
function sumUp({ name, hasOid, columns }: SystemCatalog, unreadable: ReadonlySet<string>): string[] {
  const read = columns
    .map(column => column.name)
    .filter(column => classOf(name, column).class !== 'physical' && !unreadable.has(`${name}.${column}`))
  if (read.length === 0 || name === 'pg_shdepend') return []
  const identity = hasOid && name !== 'pg_database' && !unreadable.has(`${name}.oid`) ? ['oid'] : []
  const row = [...identity, ...read].map(quoteIdentifier).join(', ')
  return [
    `select '${name}' as catalog, sum(hashtextextended(row(${row})::text, 0)::numeric)::text as sum
      from ${name} ${filters[name] ?? ''}`,
  ]
}
