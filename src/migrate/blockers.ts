import { formatDuration } from '../base/index.ts'
import type { Session } from '../engine/index.ts'

/** A session that others wait for. */
export interface Blocker {
  pid: number
  application: string
  user: string
  /** As `pg_stat_activity.state`: `active`, `idle in transaction`. */
  state: string
  /** What it runs, or ran last. */
  query: string
  /** How long its transaction has been open. */
  ageMs: number
  /** How long it has been in its state. */
  stateMs: number
}

const columns = `a.pid, coalesce(a.application_name, '') as application, coalesce(a.usename, '') as "user",
  coalesce(a.state, '') as state, coalesce(a.query, '') as query,
  extract(epoch from clock_timestamp() - coalesce(a.xact_start, a.query_start, a.backend_start))::float8 * 1000 as "ageMs",
  extract(epoch from clock_timestamp() - coalesce(a.state_change, a.backend_start))::float8 * 1000 as "stateMs"`

/** Whom a session waits for at this moment, the oldest transaction first. */
export function findBlockers(witness: Session, pid: number): Promise<Blocker[]> {
  return witness.query<Blocker>(
    `select ${columns} from pg_catalog.pg_stat_activity a
     where a.pid = any (pg_catalog.pg_blocking_pids($1)) order by a.xact_start`,
    [pid],
  )
}

/** Sessions of this database whose snapshot a CONCURRENTLY statement would have to wait for, if it began now. */
export function findOldSnapshots(session: Session, olderThanMs: number): Promise<Blocker[]> {
  return session.query<Blocker>(
    `select ${columns} from pg_catalog.pg_stat_activity a
     where a.datname = pg_catalog.current_database() and a.pid <> pg_catalog.pg_backend_pid()
       and (a.backend_xmin is not null or a.backend_xid is not null)
       and a.xact_start < clock_timestamp() - $1 * interval '1 ms'
     order by a.xact_start`,
    [olderThanMs],
  )
}

/** One line for people. */
export function describeBlocker({ pid, application, user, state, query, ageMs }: Blocker): string {
  const who = [`pid ${pid}`, application, user].filter(Boolean).join(', ')
  return `${who}, ${state} for ${formatDuration(ageMs)}: ${query.replace(/\s+/g, ' ').slice(0, 80)}`
}
