import { hashScript } from '../ledger/index.ts'
import type { Migration, Script } from './migration.ts'
import { readTexts } from './script-statements.ts'

/** SHA-256 of everything that an up migration runs. */
export function hashMigration({ up }: Migration): Promise<string> {
  return hashTexts(up)
}

/** SHA-256 of everything that a script runs. */
export async function hashTexts(script: Script): Promise<string> {
  return hashScript((await readTexts(script)).join('\n'))
}
