import { firstUserOid } from '../catalog/index.ts'
import type { Session } from '../engine/index.ts'

/** What a session can see of its own work at one moment; two of them make an effect. */
export interface State {
  /** Position in the write-ahead log, in bytes. */
  walPosition: number
  /** The session's `lock_timeout`; 0 means that it waits for ever. */
  lockTimeoutMs: number
  relations: Map<number, RelationState>
  /** The session's locks on relations: OID and mode, as `pg_locks` has them. */
  locks: [relation: number, mode: string][]
  /** What the open transaction did to each table. */
  activity: Map<number, TableActivity>
}

export interface RelationState {
  oid: number
  name: string
  /** `pg_class.relkind`. */
  relkind: string
  /** The file that holds the rows; another number means another file. */
  file: number
  /** For an index: its table, and whether it is valid. */
  tableOid: number | null
  isValid: boolean | null
  /** The planner's idea of the number of rows, -1 when it has none. */
  estimatedRows: number
}

export interface TableActivity {
  scans: number
  rowsScanned: number
  inserted: number
  updated: number
  deleted: number
}

interface StateRow {
  walPosition: string
  lockTimeoutMs: string
  relations: [number, string, string, number, number | null, boolean | null, number][] | null
  locks: [number, string][] | null
  activity: [number, number, number, number, number, number][] | null
}

// OIDs are cast because JSON would show them as strings. Rows come in the order in which the relations were made: the
// server's own order of locks differs from run to run and from major to major.
const stateQuery = `select
  (pg_catalog.pg_current_wal_insert_lsn() - '0/0')::text as "walPosition",
  (extract(epoch from pg_catalog.current_setting('lock_timeout')::interval) * 1000)::text as "lockTimeoutMs",
  (select json_agg(json_build_array(c.oid::bigint, format('%I.%I', n.nspname, c.relname),
      c.relkind, c.relfilenode::bigint, i.indrelid::bigint, i.indisvalid, c.reltuples) order by c.oid)
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    left join pg_catalog.pg_index i on i.indexrelid = c.oid
    where c.oid >= ${firstUserOid} and c.relkind <> 't'
      and n.nspname <> 'pg_toast') as relations,
  (select json_agg(json_build_array(l.relation::bigint, l.mode) order by l.relation) from pg_catalog.pg_locks l
    where l.pid = pg_catalog.pg_backend_pid() and l.locktype = 'relation'
      and l.relation >= ${firstUserOid}) as locks,
  (select json_agg(json_build_array(s.relid::bigint, s.seq_scan, s.seq_tup_read, s.n_tup_ins, s.n_tup_upd, s.n_tup_del)
      order by s.relid)
    from pg_catalog.pg_stat_xact_user_tables s
    where s.seq_scan + s.n_tup_ins + s.n_tup_upd
      + s.n_tup_del > 0) as activity`

export async function readState(session: Session): Promise<State> {
  const [row] = await session.query<StateRow>(stateQuery)
  const { walPosition, lockTimeoutMs, relations, locks, activity } = row!
  return {
    walPosition: Number(walPosition),
    lockTimeoutMs: Number(lockTimeoutMs),
    relations: new Map(
      (relations ?? []).map(([oid, name, relkind, file, tableOid, isValid, estimatedRows]) => [
        oid,
        { oid, name, relkind, file, tableOid, isValid, estimatedRows },
      ]),
    ),
    locks: locks ?? [],
    activity: new Map(
      (activity ?? []).map(([oid, scans, rowsScanned, inserted, updated, deleted]) => [
        oid,
        { scans, rowsScanned, inserted, updated, deleted },
      ]),
    ),
  }
}
