import type { History, Migration } from '../history/index.ts'
import { createLedger, insertEntry } from '../ledger/index.ts'
import { compareWithDatabase, stateWords } from './comparison.ts'
import { MigrationRefusedError } from './errors.ts'
import type { RunOptions } from './options.ts'
import { draftUnrunEntry } from './unrun-entry.ts'
import { inTransaction, withTurn } from './with-turn.ts'
import { upTo } from './work.ts'

export interface BaselineOptions extends RunOptions {
  /** The last version that is in the database; by default all of them are. */
  target?: string
}

/**
 * Writes in the ledger that migrations are applied, without running them: for a database that has them from elsewhere. Gives
 * those that were written; what the ledger has already in the same way stays as it is.
 *
 * @throws {MigrationRefusedError} where the ledger says something else of one of them.
 */
export function baseline(history: History, options: BaselineOptions): Promise<Migration[]> {
  return withTurn(options, async (session, found) => {
    const wanted = upTo(await compareWithDatabase(history, session, found), options.target)
    const contradiction = wanted.find(({ state }) => state !== 'pending' && state !== 'applied')
    if (contradiction !== undefined) {
      const { version, state } = contradiction
      throw new MigrationRefusedError(`${version} is ${stateWords[state]}: the ledger does not agree`, {
        hint: 'A baseline is for what the ledger does not know yet; pgwright migrate repair mends what it knows wrongly.',
      })
    }
    const unknown = wanted.flatMap(({ state, migration }) => (state === 'pending' ? [migration!] : []))
    const table = await createLedger(session, found)
    await inTransaction(session, async () => {
      for (const migration of unknown)
        await insertEntry(session, table, await draftUnrunEntry(migration, 'baseline', options.tool))
    })
    return unknown
  })
}
