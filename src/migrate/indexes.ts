import type { Session } from '../engine/index.ts'

export interface IndexState {
  oid: number
  /** Qualified and quoted where needed. */
  name: string
  isValid: boolean
  /** Whether a session is building it at this moment. */
  isBeingBuilt: boolean
}

const select = `select i.indexrelid::int8 as oid, i.indisvalid as "isValid", i.indexrelid::pg_catalog.regclass as shown,
    pg_catalog.format('%I.%I', n.nspname, c.relname) as name,
    exists (select from pg_catalog.pg_stat_progress_create_index p where p.index_relid = i.indexrelid) as "isBeingBuilt"
  from pg_catalog.pg_index i
  join pg_catalog.pg_class c on c.oid = i.indexrelid
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace`

/** The indexes of a table, which is named as SQL names it. */
export function listIndexes(session: Session, table: string): Promise<IndexState[]> {
  return session.query<IndexState>(`${select} where i.indrelid = pg_catalog.to_regclass($1) order by 1`, [
    table,
  ])
}

/** Every index of the database that is not valid. */
export function listInvalidIndexes(session: Session): Promise<IndexState[]> {
  return session.query<IndexState>(`${select} where not i.indisvalid and c.relkind = 'i' order by 1`)
}

/** Drops indexes that no query uses, without being in anybody's way; says what was done. */
export async function dropInvalid(session: Session, indexes: readonly IndexState[]): Promise<string[]> {
  for (const { name } of indexes) await session.execute(`drop index concurrently if exists ${name}`)
  return indexes.map(({ name }) => `the invalid index ${name} is dropped`)
}
