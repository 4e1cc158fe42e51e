import { firstUserOid } from '../catalog/index.ts'
import type { Session } from '../engine/index.ts'

/** What a session can see of its own work at one moment; two of them make an effect. */
export interface State {
  /** Position in the write-ahead log, in bytes. */
  walPosition: number
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
  relations: [number, string, string, number, number | null, boolean | null, number][] | null
  locks: [number, string][] | null
  activity: [number, number, number, number, number, number][] | null
}

const activityQuery = `select json_agg(json_build_array(
    s.relid::bigint, s.seq_scan, s.seq_tup_read, s.n_tup_ins, s.n_tup_upd, s.n_tup_del) order by s.relid) as activity
  from pg_catalog.pg_stat_xact_user_tables s
  where s.seq_scan + s.n_tup_ins + s.n_tup_upd + s.n_tup_del > 0`

// OIDs are cast because JSON would show them as strings. Rows come in the order in which the relations were made: the
// server's own order of locks differs from run to run and from major to major.
const stateQuery = `select
  (pg_catalog.pg_current_wal_insert_lsn() - '0/0')::text as "walPosition",
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
  (${activityQuery}) as activity`

export async function readState(session: Session): Promise<State> {
  const [row] = await session.query<StateRow>(stateQuery)
  const { walPosition, relations, locks, activity } = row!
  return {
    walPosition: Number(walPosition),
    relations: new Map(
      (relations ?? []).map(([oid, name, relkind, file, tableOid, isValid, estimatedRows]) => [
        oid,
        { oid, name, relkind, file, tableOid, isValid, estimatedRows },
      ]),
    ),
    locks: locks ?? [],
    activity: toActivity(activity),
  }
}

/**
 * Begins a transaction and says what the session's counters stood at. That is one message, because between messages the
 * server may send its counters off and start them anew; and no query of the transaction, so SET TRANSACTION may follow.
 */
export async function beginCounting(session: Session): Promise<State['activity']> {
  const [counters] = await session.execute<Pick<StateRow, 'activity'>>(`${activityQuery}; commit; begin`)
  return toActivity(counters?.rows[0]?.activity ?? null)
}

function toActivity(rows: StateRow['activity']): State['activity'] {
  return new Map(
    (rows ?? []).map(([oid, scans, rowsScanned, inserted, updated, deleted]) => [
      oid,
      { scans, rowsScanned, inserted, updated, deleted },
    ]),
  )
}

const unitsMs: Record<string, number> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 }

/**
 * The session's `lock_timeout`; 0 means that it waits for ever. SHOW takes no snapshot, so SET TRANSACTION may still
 * follow.
 */
export async function readLockTimeoutMs(session: Session): Promise<number> {
  const [row] = await session.query<{ lock_timeout: string }>('show lock_timeout')
  const [, value, unit = 'ms'] = /^(\d+)(\w*)$/.exec(row!.lock_timeout) ?? []
  return Number(value) * (unitsMs[unit] ?? 1)
}

/** The tables of `oids` that held rows before the open transaction and hold none now. */
export async function readEmptied(
  session: Session,
  witness: Session,
  oids: readonly number[],
): Promise<number[]> {
  if (oids.length === 0) return []
  // The witness must not wait for a lock, so it looks at the former file itself.
  const full = await witness.query<{ oid: number }>(
    `select oid::int from pg_catalog.unnest($1::oid[]) oid
     where (pg_catalog.pg_stat_file(pg_catalog.pg_relation_filepath(oid), true)).size > 0`,
    [oids],
  )
  const emptied = await session.query<{ oid: number }>(
    'select oid::int from pg_catalog.unnest($1::oid[]) oid where pg_catalog.pg_relation_size(oid) = 0',
    [full.map(({ oid }) => oid)],
  )
  return emptied.map(({ oid }) => oid)
}
