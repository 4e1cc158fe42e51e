/** A batch as it went. */
export interface Measured {
  rows: number
  tookMs: number
}

const firstRows = 500
const leastRows = 20
/** A batch is at most so much larger, and so much smaller, than the one before. */
const growth = 2
const shrinkage = 0.3

/**
 * How many rows a batch has: as many as are done in the time that it should take. Where fewer rows do not make a batch
 * quicker, its time goes into something that each batch does anew, and small batches would do it more often.
 */
export class BatchSize {
  rows: number
  readonly #timeMs: number
  readonly #mostRows: number
  #before: Measured | undefined

  constructor(timeMs: number, mostRows = Number.MAX_SAFE_INTEGER, firstRowsHere = firstRows) {
    this.#timeMs = timeMs
    this.#mostRows = mostRows
    this.rows = Math.min(firstRowsHere, mostRows)
  }

  /** Learns from a batch that is done. */
  learn(measured: Measured): void {
    const before = this.#before
    this.#before = measured
    const { rows, tookMs } = measured
    const isSmaller = before !== undefined && rows < before.rows * 0.75
    if (isSmaller && tookMs > this.#timeMs && tookMs > before.tookMs * 0.75) {
      this.rows = before.rows
      return
    }
    const factor = Math.min(growth, Math.max(shrinkage, this.#timeMs / Math.max(tookMs, 1)))
    this.#resize(rows * factor)
  }

  /** Learns from one that took far too long and was taken back. */
  shrink(): void {
    this.#before = undefined
    this.rows = Math.max(1, Math.floor(this.rows / 4))
  }

  #resize(rows: number): void {
    this.rows = Math.min(this.#mostRows, Math.max(leastRows, Math.round(rows)))
  }
}
