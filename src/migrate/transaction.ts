import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseError, type Session } from '../engine/index.ts'
import type { Emit } from './events.ts'
import type { Interruption } from './interruption.ts'

/** lock_not_available, deadlock_detected, serialization_failure: somebody else was in the way. */
const inTheWay = new Set(['55P03', '40P01', '40001'])

const firstPauseMs = 200
const longestPauseMs = 5_000

/** Another try would have come too late. */
export class OutOfPatience extends Error {
  override readonly cause: DatabaseError

  constructor(cause: DatabaseError) {
    super(cause.message, { cause })
    this.cause = cause
  }
}

/**
 * A transaction that is taken back whenever it waits too long for a lock, which lets everybody pass who waits behind it, and
 * is done again after a pause: a statement alone could be tried again at a savepoint, but only with the locks of those before it
 * still held.
 */
export class PatientTransaction {
  readonly #session: Session
  readonly #emit: Emit
  readonly #deadline: () => number
  readonly #interruption: Interruption
  #actions: (() => Promise<void>)[] = []
  isOpen = false
  /** Counts how often a transaction was begun. */
  number = 0

  /** `patienceMs` is for each transaction, however often it is tried. */
  constructor(session: Session, patienceMs: number, emit: Emit, interruption: Interruption) {
    this.#session = session
    this.#emit = emit
    this.#interruption = interruption
    this.#deadline = () => performance.now() + patienceMs
  }

  async begin(): Promise<void> {
    this.#actions = []
    await this.#open()
  }

  /** Does something in the open transaction, as often as the transaction has to be done. */
  async act(action: () => Promise<void>): Promise<void> {
    this.#actions.push(action)
    await this.#insist(action)
  }

  /** Constraints that are checked at the end may have to wait for a lock too. */
  async commit(): Promise<void> {
    await this.#insist(() => this.#commit())
  }

  async rollback(): Promise<void> {
    if (!this.isOpen) return
    this.isOpen = false
    await this.#session.execute('rollback')
  }

  /** Tries something, outside of a transaction, until it meets nobody. */
  async persist(act: () => Promise<void>): Promise<void> {
    await this.#retry(act, act)
  }

  async #insist(action: () => Promise<void>): Promise<void> {
    await this.#retry(action, async () => {
      await this.#open()
      for (const action of this.#actions) await action()
      // What was tried is the last of the actions, or the commit.
      if (action !== this.#actions.at(-1)) await action()
    })
  }

  async #retry(first: () => Promise<void>, again: () => Promise<void>): Promise<void> {
    const deadline = this.#deadline()
    for (let attempt = 1, act = first; ; attempt++, act = again) {
      try {
        return await act()
      } catch (error) {
        if (!(error instanceof DatabaseError) || !inTheWay.has(error.sqlstate)) throw error
        await this.rollback()
        const pauseMs = choosePauseMs(attempt)
        if (performance.now() + pauseMs > deadline) throw new OutOfPatience(error)
        this.#emit({ kind: 'retry', attempt, pauseMs, because: error.message })
        const { signal } = this.#interruption
        await sleep(pauseMs, undefined, { signal }).catch(() => this.#interruption.check())
      }
    }
  }

  async #open(): Promise<void> {
    await this.#session.execute('begin')
    this.isOpen = true
    this.number++
  }

  async #commit(): Promise<void> {
    await this.#session.execute('commit')
    this.isOpen = false
  }
}

/** Longer each time, and never the same: those who wait for each other must not meet again. */
function choosePauseMs(attempt: number): number {
  return Math.min(firstPauseMs * 2 ** (attempt - 1), longestPauseMs) * (0.5 + Math.random())
}
