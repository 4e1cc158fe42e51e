import { setTimeout as sleep } from 'node:timers/promises'
import { PgwrightError } from '../../base/index.ts'
import type { Session } from '../../engine/index.ts'
import type { Surroundings } from '../surroundings.ts'
import { LagMeter } from './lag.ts'
import { StrainMeter } from './strain.ts'

const pollMs = 200
/** How things are without us is looked at before the first batch, as long as this where others are at work. */
const firstPollMs = 10
const quietMs = 100
const firstMs = 1_500

interface Look {
  isPaused: boolean
  written: number
  replayed: number | null
  lagMs: number | null
  agesMs: number[] | null
}

/** A session that looks, while batches run, what they do to others: to standbys and to the workload; and whether somebody asks for a pause. */
export class Lookout implements AsyncDisposable {
  isPaused = false
  lagMs = 0
  /** Whether a batch runs now. */
  isBusy = false
  readonly #strain = new StrainMeter()
  readonly #lag = new LagMeter()
  readonly #ended = new AbortController()
  readonly #look: (session: Session) => Promise<Look>
  #watch: Promise<void> | undefined

  constructor({ session: runner, table }: Pick<Surroundings, 'session' | 'table'>, entry: number) {
    this.#look = async session => {
      const [look] = await session.query<Look>(
        `select coalesce((select (details ->> 'paused')::boolean from ${table.qualified} where id = $1), false) as "isPaused",
           pg_catalog.pg_wal_lsn_diff(pg_catalog.pg_current_wal_lsn(), '0/0')::float8 as written,
           (select min(pg_catalog.pg_wal_lsn_diff(replay_lsn, '0/0'))::float8 from pg_catalog.pg_stat_replication) as replayed,
           (select extract(epoch from max(replay_lag))::float8 * 1000 from pg_catalog.pg_stat_replication) as "lagMs",
           (select array_agg(extract(epoch from pg_catalog.clock_timestamp() - query_start)::float8 * 1000)
            from pg_catalog.pg_stat_activity
            where state = 'active' and backend_type = 'client backend' and datname = pg_catalog.current_database()
              and query_start is not null and pid not in ($2, pg_catalog.pg_backend_pid())) as "agesMs"`,
        [entry, runner.pid],
      )
      return look!
    }
  }

  get isStrained(): boolean {
    return this.#strain.isStrained
  }

  /** Looks how things are without us, then goes on looking until the end. */
  async begin(connect: () => Promise<Session>): Promise<void> {
    const session = await connect()
    const begun = performance.now()
    for (let isQuiet = true; !this.#strain.knowsIdle; ) {
      const look = await this.#look(session)
      this.#take(look)
      isQuiet &&= look.agesMs === null
      if (performance.now() - begun > (isQuiet ? quietMs : firstMs)) break
      await sleep(firstPollMs)
    }
    this.#watch = this.#goOn(session)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort()
    await this.#watch
  }

  /** What cannot be seen any more is no reason to fail: the run itself tells what goes wrong. */
  async #goOn(session: Session): Promise<void> {
    const { signal } = this.#ended
    try {
      while (!signal.aborted) {
        this.#take(await this.#look(session))
        await sleep(pollMs, undefined, { signal }).catch(() => undefined)
      }
    } catch (error) {
      if (!(error instanceof PgwrightError)) throw error
    } finally {
      await session.close().catch(() => undefined)
    }
  }

  #take({ isPaused, written, replayed, lagMs, agesMs }: Look): void {
    this.isPaused = isPaused
    this.lagMs = this.#lag.measureMs(performance.now(), written, replayed, lagMs)
    this.#strain.add(this.isBusy ? 'busy' : 'idle', agesMs ?? [])
  }
}
