import { setTimeout as sleep } from 'node:timers/promises'
import type { Session } from '../engine/index.ts'
import { PoolerError } from './errors.ts'

const mark = 'pgwright.mark'
/** A pool that has nothing left for a second session gives each of them one of its own. */
const patienceMs = 2_000

/**
 * A run needs one session from beginning to end: for its turn, and for what scripts set.
 *
 * @throws {PoolerError} where a pooler gives each transaction another one.
 */
export async function refuseTransactionPooling(
  session: Session,
  connect: () => Promise<Session>,
): Promise<void> {
  if (!session.isPooled) return
  await session.query(`select pg_catalog.set_config('${mark}', 'ours', false)`)
  const isShared = await Promise.race([meetsMark(connect), sleep(patienceMs, false, { ref: false })])
  if (isShared || !(await readMark(session))) {
    throw new PoolerError('a pooler in transaction mode stands between pgwright and the server', {
      hint: 'Migrations need a session of their own: connect to the server itself, or to a pool in session mode. PgBouncer: SHOW DATABASES names the host and port behind it.',
    })
  }
  await session.query(`select pg_catalog.set_config('${mark}', '', false)`)
}

/** Whether another client gets the session that we have marked. */
async function meetsMark(connect: () => Promise<Session>): Promise<boolean> {
  await using other = await connect()
  await other.execute('begin')
  return await readMark(other)
}

async function readMark(session: Session): Promise<boolean> {
  const [row] = await session.query<{ value: string | null }>(
    `select pg_catalog.current_setting('${mark}', true) as value`,
  )
  return row!.value === 'ours'
}
