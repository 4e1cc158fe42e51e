import { type Effect, isStrong, type Step } from '../effects/index.ts'
import { concurrentForm, type Statement } from '../sql/index.ts'

/** How long a statement may wait for locks and how long it may run; 0 is for ever. */
export interface Pace {
  lockTimeoutMs: number
  statementTimeoutMs: number
}

export interface PaceOptions {
  /** How long a strong lock may be waited for: meanwhile everybody else waits behind it. */
  lockTimeoutMs: number
  /** How long a statement may run under a strong lock that it was foreseen to need only for a moment. */
  briefTimeoutMs: number
}

export function readPace({
  lockTimeoutMs = 1_000,
  briefTimeoutMs = 30_000,
}: Partial<PaceOptions>): PaceOptions {
  return { lockTimeoutMs, briefTimeoutMs }
}

const unhurried: Pace = { lockTimeoutMs: 0, statementTimeoutMs: 0 }

/**
 * What a statement is given by what it is foreseen to do. Who waits for a strong lock on a table that others use makes all of
 * them wait behind it, so that must be short. A CONCURRENTLY statement hinders nobody, and a timeout would leave
 * its work half done.
 */
export function choosePace(statement: Statement, effect: Effect, options: PaceOptions): Pace {
  if (concurrentForm(statement) !== undefined) return unhurried
  const isInTheWay = effect.locks.some(({ relation, mode }) => relation.isExisting && isStrong(mode))
  if (!isInTheWay) return unhurried
  const takesTime = [effect.rewrites, effect.scans, effect.indexBuilds, effect.unfollowed].some(
    it => it.length > 0,
  )
  return {
    lockTimeoutMs: options.lockTimeoutMs,
    statementTimeoutMs: takesTime ? 0 : options.lockTimeoutMs + options.briefTimeoutMs,
  }
}

export function choosePaces(steps: readonly Step[], options: Partial<PaceOptions>): Map<Statement, Pace> {
  const pace = readPace(options)
  return new Map(steps.map(({ statement, effect }) => [statement, choosePace(statement, effect, pace)]))
}

export function isSamePace(a: Pace, b: Pace): boolean {
  return a.lockTimeoutMs === b.lockTimeoutMs && a.statementTimeoutMs === b.statementTimeoutMs
}
