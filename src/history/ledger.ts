import type { Ledger } from './format.ts'
import { formats } from './formats.gen.ts'
import type { History } from './migration.ts'

/** Runs one SQL text on a database and gives its rows. */
export type Querier = (sql: string) => Promise<Record<string, unknown>[]>

/** What a database says about a history. */
export interface LedgerState {
  /** The table that was found, if any. */
  table?: string
  /** Versions of the history's migrations that are applied, in the history's order. */
  applied: string[]
}

/** Reads which migrations of a history a database has; a database without the tool's ledger has none. */
export async function readLedger(history: History, query: Querier): Promise<LedgerState> {
  const ledger = formats.find(format => format.name === history.format)?.ledger
  if (ledger === undefined) return { applied: [] }
  const table = await findTable(ledger, query)
  if (table === undefined) return { applied: [] }
  const rows = (await query(ledger.select(table))).map(row => ({ version: String(row.version) }))
  const versions = new Set(rows.map(row => row.version))
  const isApplied = ledger.isApplied ?? (migration => versions.has(migration.version))
  const applied = history.migrations.filter(migration => isApplied(migration, rows, history))
  return { table, applied: applied.map(migration => migration.version) }
}

async function findTable(ledger: Ledger, query: Querier): Promise<string | undefined> {
  for (const table of ledger.tables) {
    const [row] = await query(`select to_regclass('${table}') is not null as found`)
    if (row?.found === true) return table
  }
  return undefined
}
