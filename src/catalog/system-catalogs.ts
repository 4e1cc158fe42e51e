import type { Session } from '../engine/index.ts'

/** A column of a system catalog, and the catalog that its OIDs point into. */
export interface SystemColumn {
  name: string
  type: string
  references?: string
}

export interface SystemCatalog {
  name: string
  hasOid: boolean
  columns: SystemColumn[]
}

/**
 * The system catalogs as they describe themselves: columns from `pg_attribute`, references from
 * `pg_get_catalog_foreign_keys()` (PostgreSQL 14 and later).
 */
export async function readSystemCatalogs(session: Session): Promise<SystemCatalog[]> {
  const rows = await session.query<{ catalog: string; hasOid: boolean; columns: SystemColumn[] }>(`
    with reference as (
      select fktable, fkcols[1] as fkcol, min(pktable::text) as pktable
      from pg_catalog.pg_get_catalog_foreign_keys() where pg_catalog.cardinality(fkcols) = 1 group by 1, 2
    )
    select c.relname as catalog, bool_or(a.attname = 'oid') as "hasOid",
      json_agg(json_strip_nulls(json_build_object('name', a.attname, 'type', a.atttypid::regtype::text, 'references', r.pktable))
               order by a.attnum) filter (where a.attname <> 'oid') as columns
    from pg_catalog.pg_class c
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    left join reference r on r.fktable = c.oid and r.fkcol = a.attname
    where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'r'
    group by c.relname order by c.relname`)
  return rows.map(({ catalog, ...rest }) => ({ name: catalog, ...rest }))
}
