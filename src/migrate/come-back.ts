import { setTimeout as sleep } from 'node:timers/promises'
import {
  ConnectionError,
  DatabaseError,
  type Session,
  SessionEndedError,
  TargetError,
} from '../engine/index.ts'
import { ReadOnlyError, RunStoppedError } from './errors.ts'
import type { RunOptions } from './options.ts'
import { openRunner } from './runner-session.ts'

export const minuteMs = 60_000

/**
 * Does something with a session, and once more from the beginning with a new one whenever it was lost. `isPartial` tells whether
 * something is done already.
 *
 * @throws {RunStoppedError} for what the database refused and nobody has said what it was for.
 */
export async function comeBack(
  options: RunOptions,
  act: (session: Session) => Promise<void>,
  isPartial = () => false,
): Promise<void> {
  const { reconnectMs = minuteMs, onEvent } = options
  let lostAt: number | undefined
  for (let pauseMs = 100; ; pauseMs = Math.min(pauseMs * 2, 2_000)) {
    try {
      const session = await openRunner(options)
      try {
        return await act(session)
      } finally {
        await session.close().catch(() => undefined)
      }
    } catch (error) {
      if (error instanceof DatabaseError) throw new RunStoppedError(error, isPartial())
      const wasThere = error instanceof SessionEndedError
      if (!wasThere && (lostAt === undefined || !isUnreachable(error))) throw error
      if (wasThere || lostAt === undefined) [lostAt, pauseMs] = [performance.now(), 100]
      if (performance.now() - lostAt > reconnectMs) throw error
      onEvent?.({ kind: 'reconnect', because: (error as Error).message, pauseMs })
      await sleep(pauseMs)
    }
  }
}

function isUnreachable(error: unknown): boolean {
  // Where a standby takes over it is read-only until it has.
  return [ConnectionError, TargetError, ReadOnlyError].some(kind => error instanceof kind)
}
