import { setTimeout as sleep } from 'node:timers/promises'
import { firstUserOid } from '../catalog/index.ts'
import type { Session } from '../engine/index.ts'

const pollIntervalMs = 1

/**
 * Runs a statement and reports every relation lock it took or waited for. A concurrent index build on a small table is
 * over before anyone can look; so the witness first holds SHARE UPDATE EXCLUSIVE on every table, which lets readers and
 * writers pass and makes any statement that wants more wait until it has been seen.
 */
export async function watchLocks<T>(
  session: Session,
  witness: Session,
  tables: readonly string[],
  run: () => Promise<T>,
): Promise<{ result: T; locks: [relation: number, mode: string][] }> {
  const seen = new Map<string, [number, string]>()
  let isRunning = true
  if (tables.length > 0) {
    await witness.execute(`begin; lock table ${tables.join(', ')} in share update exclusive mode`)
  }
  const finished = run().finally(() => {
    isRunning = false
  })
  let isHolding = tables.length > 0
  try {
    while (isRunning) {
      const locks = await readLocks(witness, session.pid)
      for (const { relation, mode } of locks) {
        if (relation !== null) seen.set(`${relation} ${mode}`, [relation, mode])
      }
      if (isHolding && locks.some(({ granted }) => !granted)) {
        await witness.execute('rollback')
        isHolding = false
      }
      await sleep(pollIntervalMs)
    }
  } finally {
    if (isHolding) await witness.execute('rollback')
  }
  return { result: await finished, locks: [...seen.values()] }
}

/** Relation locks, and whatever else it waits for, which may be the end of the witness's own transaction. */
function readLocks(witness: Session, pid: number) {
  return witness.query<{ relation: number | null; mode: string; granted: boolean }>(
    `select relation::bigint::int as relation, mode, granted from pg_catalog.pg_locks
     where pid = $1 and (locktype = 'relation' and relation >= ${firstUserOid} or locktype <> 'relation' and not granted)`,
    [pid],
  )
}
