import { hashScript } from '../ledger/index.ts'
import type { Migration } from './migration.ts'
import { readTexts } from './script-statements.ts'

/** SHA-256 of everything that an up migration runs. */
export async function hashMigration({ up }: Migration): Promise<string> {
  return hashScript((await readTexts(up)).join('\n'))
}
