import { type Snapshot, takeSnapshot } from '../catalog/index.ts'
import type { Session } from '../engine/index.ts'

/** A database as a lint knows it: what is in it, and how large its tables are. */
export interface LiveDatabase {
  structure: Snapshot
  rows: Map<string, number>
}

/** Reads a live database; the session must not be in a transaction. */
export async function readLiveDatabase(session: Session): Promise<LiveDatabase> {
  const structure = await takeSnapshot(session, { hasDependencies: true })
  // -1 stands for a table that nobody has counted yet.
  const counted = await session.query<{ name: string; rows: number }>(`
    select pg_catalog.format('%I.%I', n.nspname, c.relname) as name, c.reltuples::float8 as rows
    from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'm') and c.reltuples >= 0`)
  return { structure, rows: new Map(counted.map(({ name, rows }) => [name, rows])) }
}
