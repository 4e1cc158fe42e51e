import { SqlSyntaxError } from '../sql/index.ts'
import type { Migration, Script } from './migration.ts'
import { type ReadingOptions, readStatements, type ScriptStatements } from './script-statements.ts'

/** A pending migration with its scripts taken apart. */
export interface PendingScripts {
  migration: Migration
  up: ScriptStatements
  /** Missing too where it does not parse; rehearsing it then says so. */
  down?: ScriptStatements
}

/** @throws {SqlSyntaxError} when an up migration is no SQL, where there is no `onError` to be told. */
export function readScripts(
  pending: readonly Migration[],
  options: ReadingOptions = {},
): Promise<PendingScripts[]> {
  return Promise.all(
    pending.map(async migration => ({
      migration,
      up: await readStatements(migration.up, options),
      down: migration.down && (await tryReading(migration.down)),
    })),
  )
}

async function tryReading(script: Script): Promise<ScriptStatements | undefined> {
  try {
    return await readStatements(script)
  } catch (error) {
    if (error instanceof SqlSyntaxError) return undefined
    throw error
  }
}
