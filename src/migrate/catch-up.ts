import { type History, type Migration, readToolLedger, workAlongside } from '../history/index.ts'
import { compareWithDatabase, isDone } from './comparison.ts'
import type { RunOptions } from './options.ts'
import { prepareSession } from './runner-session.ts'
import { inTransaction, withTurn } from './with-turn.ts'

/** What was written in the other tool's ledger. */
export interface CaughtUp {
  /** Applied by us, and now there too. */
  added: Migration[]
  /** Taken back by us, and gone from there. */
  removed: Migration[]
}

/**
 * Writes in the ledger of a history's own tool what we have done without telling it, so that it can go on. All of it, or nothing.
 *
 * @throws {UsageError} for a tool whose ledger cannot be written.
 */
export function catchUp(history: History, options: RunOptions): Promise<CaughtUp> {
  return withTurn(options, async (session, table) => {
    await prepareSession(session, history)
    const compared = await compareWithDatabase(history, session, table)
    const alongside = await workAlongside(history, session)
    const theirs = new Set((await readToolLedger(history, session))?.applied.map(it => it.migration))
    const caught: CaughtUp = { added: [], removed: [] }
    await inTransaction(session, async () => {
      for (const { state, migration, standing } of compared.toReversed()) {
        const isGone = state === 'pending' && standing !== undefined
        if (migration === undefined || !isGone || !theirs.has(migration)) continue
        await alongside.remove(session, migration, 0)
        caught.removed.push(migration)
      }
      for (const { state, migration, standing } of compared) {
        if (migration === undefined || !isDone(state) || theirs.has(migration)) continue
        await alongside.add(session, migration, standing?.current?.durationMs ?? 0)
        caught.added.push(migration)
      }
    })
    return caught
  })
}
