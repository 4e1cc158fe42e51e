/** How many ages are remembered, and how many it takes to judge. */
const window = 60
const least = 10

/** What others run may become so many times as old as without us, and so much older, before we are held to be in their way. */
const ratio = 2
const slackMs = 10

/**
 * Whether the statements of others take longer while batches run than they do while none runs, judged by how old those are that
 * are seen running.
 */
export class StrainMeter {
  readonly #ages = { busy: [] as number[], idle: [] as number[] }

  add(when: 'busy' | 'idle', agesMs: readonly number[]): void {
    this.#ages[when] = [...this.#ages[when], ...agesMs].slice(-window)
  }

  /** Whether there is something to compare with. */
  get knowsIdle(): boolean {
    return this.#ages.idle.length >= least
  }

  get isStrained(): boolean {
    const { busy, idle } = this.#ages
    if (busy.length < least || !this.knowsIdle) return false
    return highOf(busy) > highOf(idle) * ratio + slackMs
  }
}

/** The ninth decile. */
function highOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.9)]!
}
