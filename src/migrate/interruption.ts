import { InterruptedError, PgwrightError } from '../base/index.ts'
import { DatabaseError, type Session } from '../engine/index.ts'

/** While it is held, Ctrl-C ends nothing at once: the signal tells of it. */
export type HoldInterrupts = () => Disposable & { signal: AbortSignal }

/** Has a run that is interrupted end where it leaves nothing half done, as soon as that may be. */
export class Interruption implements Disposable {
  readonly #session: Session
  readonly #held: ReturnType<HoldInterrupts> | undefined

  constructor(session: Session, hold: HoldInterrupts | undefined) {
    this.#session = session
    this.#held = hold?.()
  }

  get signal(): AbortSignal | undefined {
    return this.#held?.signal
  }

  /** @throws {InterruptedError} where it is not to go on. */
  check(): void {
    if (!this.signal?.aborted) return
    throw new InterruptedError('interrupted', { hint: 'The same command goes on from there.' })
  }

  /**
   * Does something in the session, and cancels it when it is interrupted meanwhile. What comes afterwards, such as the clearing away of what
   * was left half done, is not hit by that any more.
   *
   * @throws {InterruptedError}
   */
  async over<Result>(act: () => Promise<Result>): Promise<Result> {
    this.check()
    let cancelling: Promise<void> | undefined
    const cancel = () => {
      cancelling = this.#cancel()
    }
    this.signal?.addEventListener('abort', cancel)
    try {
      return await act()
    } catch (error) {
      const isCancelled = error instanceof DatabaseError && error.sqlstate === '57014'
      throw cancelling !== undefined && isCancelled
        ? new InterruptedError('interrupted', { cause: error })
        : error
    } finally {
      this.signal?.removeEventListener('abort', cancel)
      await cancelling
    }
  }

  [Symbol.dispose](): void {
    this.#held?.[Symbol.dispose]()
  }

  /** Who cannot be asked to cancel ends by itself, and nothing is begun afterwards. */
  async #cancel(): Promise<void> {
    try {
      await this.#session.cancel()
    } catch (error) {
      if (!(error instanceof PgwrightError)) throw error
    }
  }
}
