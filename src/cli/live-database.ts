import { connectTarget, resolveConninfo, type Session } from '../engine/index.ts'
import { type LiveDatabase, readLiveDatabase } from '../lint/index.ts'

/** A database with a session on it, for what is asked of it later. */
export interface OpenDatabase extends LiveDatabase, AsyncDisposable {
  query: Session['query']
}

/** Connects, read-only, and reads what is there. */
export async function openLiveDatabase(
  database: string,
  databases: Record<string, string> | undefined,
): Promise<OpenDatabase> {
  const session = await connectTarget(await resolveConninfo({ database, databases }))
  try {
    const read = await readLiveDatabase(session)
    return { ...read, query: session.query.bind(session), [Symbol.asyncDispose]: () => session.close() }
  } catch (error) {
    await session.close()
    throw error
  }
}
