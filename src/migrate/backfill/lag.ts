/** Not more often is it remembered how far the log was. */
const everyMs = 100

/**
 * How long standbys have been behind, told by when the log was where they are now. The server's own `replay_lag` says nothing of one
 * that does not move; it is asked for the time before we looked.
 */
export class LagMeter {
  #written: { atMs: number; lsn: number }[] = []

  /** `written` and `replayed` are places in the log, in bytes; `reportedMs` is what the server says of the lag. */
  measureMs(atMs: number, written: number, replayed: number | null, reportedMs: number | null): number {
    const last = this.#written.at(-1)
    if (last === undefined || (atMs - last.atMs >= everyMs && written > last.lsn)) {
      this.#written.push({ atMs, lsn: written })
    }
    if (replayed === null) return 0
    this.#written = this.#written.filter(({ lsn }) => lsn > replayed)
    const [oldest] = this.#written
    return oldest === undefined ? 0 : Math.max(atMs - oldest.atMs, reportedMs ?? 0)
  }
}
