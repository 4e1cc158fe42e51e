import { hashScript } from '../ledger/index.ts'
import type { Migration, Script } from './migration.ts'
import { readTexts } from './script-statements.ts'

/** SHA-256 of everything that an up migration runs. */
export function hashMigration({ up }: Migration): Promise<string> {
  return hashTexts(up)
}

/** SHA-256 of everything that a script runs, with its placeholders as the file has them. */
export async function hashTexts(script: Script): Promise<string> {
  const [own, ...included] = await readTexts(script)
  return hashScript([script.original ?? own, ...included].join('\n'))
}
