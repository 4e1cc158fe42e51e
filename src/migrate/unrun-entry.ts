import { hashMigration, type Migration, readStatements } from '../history/index.ts'
import type { EntryDraft, Origin } from '../ledger/index.ts'
import { stepsOf } from './resume.ts'

/** The entry of a migration that is applied, and not by a run of ours. */
export async function draftUnrunEntry(
  migration: Migration,
  origin: Origin,
  tool = 'pgwright',
): Promise<EntryDraft> {
  // What somebody else could run need not be all that our parser reads.
  const { statements } = await readStatements(migration.up, { onError: () => undefined })
  const steps = stepsOf(statements).length
  const { version, name } = migration
  return {
    ...{ version, name, outcome: 'applied', origin, tool },
    ...{ hash: await hashMigration(migration), statements: steps, done: steps },
    finishedAt: new Date().toISOString(),
  }
}
