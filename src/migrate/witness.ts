import { setTimeout as sleep } from 'node:timers/promises'
import { PgwrightError } from '../base/index.ts'
import type { Session } from '../engine/index.ts'
import { type Blocker, findBlockers } from './blockers.ts'
import type { Emit } from './events.ts'

/** A wait that is shorter is nothing to tell. */
const quietMs = 150
const pollMs = 250

/** A second session that looks who is in the way of the first one, opened when something takes its time. */
export class Witness implements AsyncDisposable {
  readonly #connect: () => Promise<Session>
  readonly #emit: Emit
  readonly #endIdleMs: number | undefined
  #session: Session | undefined
  /** Those that were in the way when it was looked last. */
  lastSeen: Blocker[] = []
  /** Those whose sessions were ended. */
  readonly ended: Blocker[] = []

  /** Who blocks and has been idle in a transaction for `endIdleMs` is ended, where that is given. */
  constructor(connect: () => Promise<Session>, emit: Emit, endIdleMs?: number) {
    this.#connect = connect
    this.#emit = emit
    this.#endIdleMs = endIdleMs
  }

  /** Does something on the session with this `pid` and tells who blocks it, while it does. */
  async over<Result>(pid: number, act: () => Promise<Result>): Promise<Result> {
    const watching = new AbortController()
    const watch = this.#watch(pid, watching.signal)
    try {
      return await act()
    } finally {
      watching.abort()
      await watch
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session?.close()
  }

  /** What the witness cannot see is no reason to fail: the run itself tells what goes wrong. */
  async #watch(pid: number, signal: AbortSignal): Promise<void> {
    const begun = performance.now()
    this.lastSeen = []
    try {
      await sleep(quietMs, undefined, { signal })
      while (!signal.aborted) {
        this.#session ??= await this.#connect()
        const blockers = await findBlockers(this.#session, pid)
        if (blockers.length > 0 && !signal.aborted) {
          this.lastSeen = blockers
          this.#emit({ kind: 'blocked', blockers, waitedMs: performance.now() - begun })
          for (const blocker of blockers) await this.#endIfIdle(this.#session, blocker)
        }
        await sleep(pollMs, undefined, { signal })
      }
    } catch (error) {
      if (signal.aborted) return
      if (!(error instanceof PgwrightError)) throw error
      this.#session = undefined
    }
  }

  /** In one statement with the look at its state, so that nobody is ended who has just gone on. */
  async #endIfIdle(session: Session, blocker: Blocker): Promise<void> {
    if (this.#endIdleMs === undefined) return
    const [row] = await session.query<{ isEnded: boolean }>(
      `select pg_catalog.pg_terminate_backend(pid) as "isEnded" from pg_catalog.pg_stat_activity
       where pid = $1 and state like 'idle in transaction%'
         and state_change < clock_timestamp() - $2 * interval '1 ms'`,
      [blocker.pid, this.#endIdleMs],
    )
    if (!row?.isEnded) return
    this.ended.push(blocker)
    this.#emit({ kind: 'ended', blocker })
  }
}
