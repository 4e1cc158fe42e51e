import type { LedgerEntry } from './entry.ts'

/** What the entries say of one version. */
export interface Standing {
  /** The attempt to apply it that counts: applied, or begun and not ended. */
  current?: LedgerEntry
  /** An attempt to take it back that was begun and not ended. */
  reverting?: LedgerEntry
  /** The last attempt, which may have failed and left nothing. */
  last: LedgerEntry
}

/** What a ledger says, by version of a migration. */
export function readStandings(entries: readonly LedgerEntry[]): Map<string, Standing> {
  const standings = new Map<string, Standing>()
  for (const entry of entries) {
    if (entry.origin === 'backfill') continue
    const standing: Standing = { ...standings.get(entry.version), last: entry }
    const isOpen = entry.outcome === 'applied' || entry.outcome === 'partial'
    if (isOpen && entry.direction === 'up') standing.current = entry
    if (entry.outcome === 'partial' && entry.direction === 'down') standing.reverting = entry
    standings.set(entry.version, standing)
  }
  return standings
}
