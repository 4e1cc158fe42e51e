import { findLedger, readEntries, readStandings, type Standing } from '../ledger/index.ts'
import { hashMigration } from './hash.ts'
import type { History, Migration } from './migration.ts'
import { findFormat } from './read.ts'
import { listTables, type Querier, readToolLedger } from './tool-ledger.ts'

/** What a database says about a history. */
export interface LedgerState {
  /** The table that was found, if any. */
  table?: string
  /** Versions of the history's migrations that are applied, in the history's order. */
  applied: string[]
  /** The names, with or without schema, of all tables in which that might be kept. */
  ledgers: string[]
}

/**
 * Reads which migrations of a history a database has, from the ledger of pgwright and that of the history's own tool: where
 * ours has heard of a migration, it is right. A database without a ledger has none.
 */
export async function readLedger(history: History, session: Querier, named?: string): Promise<LedgerState> {
  const own = await findLedger(session, named)
  const standings = readStandings(own.exists ? await readEntries(session, own) : [])
  const tool = await readToolLedger(history, session)
  const byTool = new Set(tool?.applied.map(({ migration }) => migration))
  const applied: string[] = []
  for (const migration of history.migrations) {
    const standing = standings.get(migration.version)
    const isApplied = standing === undefined ? byTool.has(migration) : await isDone(migration, standing)
    if (isApplied) applied.push(migration.version)
  }
  const table = standings.size > 0 ? own.qualified : tool?.table
  const { ledger } = findFormat(history.format)
  const ledgers = [own.qualified, ...(ledger === undefined ? [] : listTables(ledger, history))]
  return { ...(table !== undefined && { table }), applied, ledgers }
}

async function isDone(migration: Migration, { current }: Standing): Promise<boolean> {
  if (current?.outcome !== 'applied') return false
  return !migration.isRepeatable || current.hash === null || current.hash === (await hashMigration(migration))
}
