import type { Session } from '../engine/index.ts'
import { openFolder } from './folder.ts'
import type { Ledger, LedgerRow } from './format.ts'
import type { History, Migration } from './migration.ts'
import { findFormat } from './read.ts'

/** What can be asked, such as a session. */
export type Querier = Pick<Session, 'query'>

/** A migration that its tool has applied. */
export interface ToolApplied {
  migration: Migration
  row: LedgerRow
}

/** What the ledger of a history's own tool says of it. */
export interface ToolLedger {
  /** As the tool names it. */
  table: string
  /** Quoted and with its schema. */
  qualified: string
  rows: LedgerRow[]
  /** In the order of the history. */
  applied: ToolApplied[]
  /** Migrations that it began, and that failed or did not end. */
  failed: ToolApplied[]
  /** What it has applied, and the folder does not have. */
  unknown: LedgerRow[]
}

/** Nothing where the tool has never been, or keeps no ledger. */
export async function readToolLedger(history: History, session: Querier): Promise<ToolLedger | undefined> {
  const { ledger } = findFormat(history.format)
  const found = ledger && (await findTable(ledger, history, session))
  if (ledger === undefined || found === undefined) return undefined
  const rows = await session.query<LedgerRow>(ledger.select(found.qualified, openFolder(history.dir)))
  const begun = history.migrations.flatMap(migration => {
    const row = rowOf(ledger, migration, rows, history)
    return row === undefined ? [] : [{ migration, row }]
  })
  const known = new Set(begun.map(({ row }) => row))
  return {
    ...found,
    rows,
    applied: begun.filter(({ row }) => !row.problem),
    failed: begun.filter(({ row }) => row.problem),
    unknown: rows.filter(row => !known.has(row) && !row.isBaseline),
  }
}

/** The row by which a tool has applied a migration. */
export function rowOf(
  ledger: Ledger,
  migration: Migration,
  rows: readonly LedgerRow[],
  history: History,
): LedgerRow | undefined {
  if (ledger.rowOf !== undefined) return ledger.rowOf(migration, rows, history)
  return rows.find(row => row.version === migration.version)
}

/** Where a tool's ledger may be: the one table that somebody has named, or those it usually has. */
export function listTables({ tables, configured }: Ledger, { toolTable, dir }: Located): string[] {
  const named = toolTable ?? configured?.(openFolder(dir))
  return named === undefined ? tables : [named]
}

type Located = Pick<History, 'toolTable' | 'dir'>

/** The first of a ledger's tables that is there. */
export async function findTable(
  ledger: Ledger,
  history: Located,
  session: Querier,
): Promise<Pick<ToolLedger, 'table' | 'qualified'> | undefined> {
  const [found] = await session.query<Pick<ToolLedger, 'table' | 'qualified'>>(
    `select named as "table", pg_catalog.format('%I.%I', n.nspname, c.relname) as qualified
     from pg_catalog.unnest($1::text[]) with ordinality as t (named, position)
     join pg_catalog.pg_class c on c.oid = pg_catalog.to_regclass(named)
     join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     order by position limit 1`,
    [listTables(ledger, history)],
  )
  return found
}

/** Whether a migration is as it was when its tool applied it; undefined where nobody can tell. */
export function checkHash(history: History, { migration, row }: ToolApplied): boolean | undefined {
  const hashes = findFormat(history.format).ledger?.hashes?.(migration, openFolder(history.dir)) ?? []
  return hashes.length === 0 || !row.hash ? undefined : hashes.includes(row.hash)
}
