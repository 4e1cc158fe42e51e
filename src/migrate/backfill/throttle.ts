import { setTimeout as sleep } from 'node:timers/promises'
import { formatDuration } from '../../base/index.ts'
import type { Emit } from '../events.ts'
import type { Interruption } from '../interruption.ts'
import type { Lookout } from './lookout.ts'
import type { BackfillOptions } from './options.ts'

const pollMs = 200
const defaultMaxLagMs = 10_000
/** At least so much of the time is worked, however slow others are: it need not be our doing. */
const longestRest = 4

/** What is waited for between two batches, so that nobody else has to wait. */
export class Throttle {
  readonly #lookout: Lookout
  readonly #options: BackfillOptions
  readonly #emit: Emit
  readonly #interruption: Interruption
  /** How long it is rested, in times of the batch before. */
  #rest = 0
  #told: string | undefined

  constructor(lookout: Lookout, options: BackfillOptions, emit: Emit, interruption: Interruption) {
    this.#lookout = lookout
    this.#options = options
    this.#emit = emit
    this.#interruption = interruption
  }

  /**
   * Returns when the next batch may begin.
   *
   * @throws {InterruptedError} when it is not to begin any more.
   */
  async rest(tookMs: number): Promise<void> {
    this.#rest = this.#lookout.isStrained ? Math.min(longestRest, this.#rest * 2 || 0.5) : this.#rest / 2
    if (this.#rest < 0.1) this.#rest = 0
    this.#tell(this.#rest >= 1 ? 'statements of others take longer than without it' : undefined)
    await this.#sleep((this.#options.pauseMs ?? 0) + this.#rest * tookMs)
    for (let because = this.#obstacle(); because !== undefined; because = this.#obstacle()) {
      this.#tell(because)
      await this.#sleep(pollMs)
    }
  }

  #obstacle(): string | undefined {
    const { isPaused, lagMs } = this.#lookout
    if (isPaused) return 'somebody paused it; to go on: pgwright migrate backfill --resume'
    if (lagMs > (this.#options.maxLagMs ?? defaultMaxLagMs)) {
      return `a standby is behind by more than ${formatDuration(this.#options.maxLagMs ?? defaultMaxLagMs)}`
    }
    return undefined
  }

  async #sleep(ms: number): Promise<void> {
    const { signal } = this.#interruption
    if (ms > 0) await sleep(ms, undefined, { signal }).catch(() => undefined)
    this.#interruption.check()
  }

  #tell(because: string | undefined): void {
    if (because !== undefined && because !== this.#told) this.#emit({ kind: 'throttled', because })
    this.#told = because
  }
}
