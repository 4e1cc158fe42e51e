import type { Cluster, Session } from '../engine/index.ts'
import { applySettings, type History } from '../history/index.ts'

/** A session as the history's own tool would open it. */
export async function openToolSession(
  cluster: Cluster,
  database: string,
  history: Pick<History, 'settings'>,
): Promise<Session> {
  const session = await cluster.connect(database)
  await applySettings(session, history)
  return session
}

/**
 * Makes a session as good as new, for the next migration. Releases come one by one, so what a migration sets in its
 * session does not reach the next one in production; and a replay that began from a template would not have it either.
 */
export async function renewToolSession(session: Session, history: Pick<History, 'settings'>): Promise<void> {
  await session.execute('discard all')
  await applySettings(session, history)
}
