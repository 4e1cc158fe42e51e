import type { Migration, Script } from '../history/index.ts'
import type { LedgerEntry } from '../ledger/index.ts'

/** SQL that takes a migration back, as a script. */
export function asScript({ up }: Migration, sql: string): Script {
  return { file: `${up.file} (taken back)`, text: sql, execution: 'autocommit' }
}

/** A script with another one before it, in its transaction where it has one. */
export function precede(script: Script, first: Script | undefined): Script {
  return first === undefined ? script : { ...script, first: [first, ...(script.first ?? [])] }
}

/** What an attempt to take a migration back was begun with, where that is in no file. */
export function recallWayBack(
  migration: Migration,
  { details }: LedgerEntry,
): { script?: Script; first?: Script } {
  const generated = details.generated as string | undefined
  const archive = details.archive as { script: Script } | undefined
  return {
    ...(generated !== undefined && { script: asScript(migration, generated) }),
    ...(archive && { first: archive.script }),
  }
}
