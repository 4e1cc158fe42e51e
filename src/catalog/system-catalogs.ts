import type { Session } from '../engine/index.ts'

/** A column of a system catalog. */
export interface SystemColumn {
  name: string
  type: string
  /** The catalog that its OIDs point into. */
  references?: string
  /** The column with the relation whose column numbers it holds. */
  numbersOf?: string
}

export interface SystemCatalog {
  name: string
  oid: string
  hasOid: boolean
  columns: SystemColumn[]
}

const known = new Map<string, Promise<SystemCatalog[]>>()

/**
 * The system catalogs as they describe themselves: columns from `pg_attribute`, references from
 * `pg_get_catalog_foreign_keys()` (PostgreSQL 14 and later). Every server of one version has the same.
 */
export async function readSystemCatalogs(session: Session): Promise<SystemCatalog[]> {
  const [{ version }] = (await session.query('select pg_catalog.version()')) as [{ version: string }]
  const reading = known.get(version) ?? queryCatalogs(session)
  known.set(version, reading)
  return reading.catch(error => {
    known.delete(version)
    throw error
  })
}

function queryCatalogs(session: Session): Promise<SystemCatalog[]> {
  return session.query<SystemCatalog>(`
    with reference as (
      select distinct on (fktable, fkcols[cardinality(fkcols)]) fktable, fkcols[cardinality(fkcols)] as fkcol,
        case cardinality(fkcols) when 1 then pktable::text end as pktable,
        case cardinality(fkcols) when 2 then fkcols[1] end as relation
      from pg_catalog.pg_get_catalog_foreign_keys()
      order by 1, 2, pktable::text
    )
    select c.relname as name, c.oid::text, bool_or(a.attname = 'oid') as "hasOid",
      json_agg(json_strip_nulls(json_build_object('name', a.attname, 'type', a.atttypid::regtype::text,
        'references', r.pktable, 'numbersOf', r.relation)) order by a.attnum) filter (where a.attname <> 'oid') as columns
    from pg_catalog.pg_class c
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0
    left join reference r on r.fktable = c.oid and r.fkcol = a.attname
    where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'r'
    group by c.relname, c.oid order by c.relname`)
}
