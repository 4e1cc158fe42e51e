import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { formatDuration } from '../base/index.ts'
import type { Session } from '../engine/index.ts'
import type { LedgerTable } from '../ledger/index.ts'
import { type Blocker, describeBlocker } from './blockers.ts'
import { minuteMs } from './come-back.ts'
import { ReadOnlyError, TurnError } from './errors.ts'
import type { RunOptions } from './options.ts'

const firstPauseMs = 20
const longestPauseMs = 500
const toldEveryMs = 2_000

/**
 * Waits until this session is the only runner of a ledger, which it stays until it ends. The lock is asked for again and
 * again, never waited for: who waits inside the server has a snapshot, and a CONCURRENTLY statement of the runner whose turn
 * it is would wait for that.
 *
 * @throws {TurnError} when it is not free after `turnTimeoutMs`.
 * @throws {ReadOnlyError} on a standby, and where the role may not write.
 */
export async function takeTurn(
  session: Session,
  table: LedgerTable,
  { turnTimeoutMs = 10 * minuteMs, onEvent }: Pick<RunOptions, 'turnTimeoutMs' | 'onEvent'>,
): Promise<LedgerTable> {
  const key = keyOf(table)
  const begun = performance.now()
  let toldMs = 0
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const [row] = await session.query<{ isOurs: boolean; isReadOnly: boolean; isStandby: boolean }>(
      `select pg_catalog.pg_try_advisory_lock($1) as "isOurs", pg_catalog.pg_is_in_recovery() as "isStandby",
         pg_catalog.current_setting('transaction_read_only')::boolean as "isReadOnly"`,
      [key],
    )
    if (row!.isReadOnly) throw new ReadOnlyError(row!.isStandby)
    if (row!.isOurs) return { ...table, turn: key }
    const waitedMs = performance.now() - begun
    if (waitedMs > turnTimeoutMs) throw await refuse(session, key, waitedMs)
    if (waitedMs - toldMs > toldEveryMs || toldMs === 0) {
      toldMs = Math.max(waitedMs, 1)
      onEvent?.({ kind: 'turn', holder: await findHolder(session, key), waitedMs })
    }
    await sleep(pauseMs * (0.5 + Math.random()))
  }
}

/** A signed 64-bit number, as the server takes it; each database has its own locks. */
function keyOf({ qualified }: LedgerTable): string {
  const digest = createHash('sha256').update(`pgwright ${qualified}`).digest()
  return digest.readBigInt64BE(0).toString()
}

async function findHolder(session: Session, key: string): Promise<Blocker | undefined> {
  const [holder] = await session.query<Blocker>(
    `select a.pid, a.application_name as application, coalesce(a.usename, '') as "user", coalesce(a.state, '') as state,
       coalesce(a.query, '') as query,
       extract(epoch from clock_timestamp() - a.backend_start)::float8 * 1000 as "ageMs", 0 as "stateMs"
     from pg_catalog.pg_locks l join pg_catalog.pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.granted and l.objsubid = 1
       and l.database = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())
       and (l.classid::int8 << 32) | l.objid::int8 = $1`,
    [key],
  )
  return holder
}

async function refuse(session: Session, key: string, waitedMs: number): Promise<TurnError> {
  const holder = await findHolder(session, key)
  const who = holder === undefined ? 'another runner' : describeBlocker(holder)
  return new TurnError(`another runner has had the turn for ${formatDuration(waitedMs)}: ${who}`, {
    hint: 'Wait for it, or see what keeps it; --turn-timeout says how long to wait.',
  })
}
