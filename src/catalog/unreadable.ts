import type { Session } from '../engine/index.ts'

/** The columns of system catalogs that this login may not read, as `pg_subscription.subconninfo`. */
export async function findUnreadable(session: Session): Promise<Set<string>> {
  const rows = await session.query<{ column: string }>(`
    select c.relname || '.' || a.attname as column
    from pg_catalog.pg_class c join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'r'
      and not pg_catalog.has_column_privilege(c.oid, a.attnum, 'select')
    order by 1`)
  return new Set(rows.map(({ column }) => column))
}
