import { DatabaseError, type Session } from '../engine/index.ts'
import { applySettings, type History } from '../history/index.ts'
import type { RunOptions } from './options.ts'
import { refuseTransactionPooling } from './pooler.ts'

/** A server that notices in time that its client is gone ends what that began, and frees the turn. */
const noticeLoss = "set client_connection_check_interval = '2s'"
/** Not every platform of the server can do this. */
const noticing = new WeakSet<Session>()

/**
 * A session that stays the runner's own until it is closed.
 *
 * @throws {PoolerError}
 */
export async function openRunner({ connect }: Pick<RunOptions, 'connect'>): Promise<Session> {
  const session = await connect()
  try {
    await refuseTransactionPooling(session, connect)
    return session
  } catch (error) {
    await session.close()
    throw error
  }
}

/** Makes it ready for the first migration of a run. */
export async function prepareSession(session: Session, history: History): Promise<void> {
  session.secrets = history.secrets ?? []
  try {
    await session.execute(noticeLoss)
    noticing.add(session)
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
  }
  await applySettings(session, history)
}

const renewal = `reset session authorization; reset role; reset all; close all; unlisten *; deallocate all;
  discard temp; discard sequences`

/** Makes a session as good as new for the next migration; DISCARD ALL would give away the turn. */
export async function renewSession(session: Session, history: History): Promise<void> {
  await session.execute(noticing.has(session) ? `${renewal}; ${noticeLoss}` : renewal)
  await applySettings(session, history)
}
