import { findLedger } from '../../ledger/index.ts'
import type { RunOptions } from '../options.ts'

/**
 * Pauses the backfills that are under way, or lets them go on: whoever runs one looks before each batch. The versions of
 * the entries they belong to; `version` chooses one.
 */
export async function pauseBackfills(
  { connect, ledger }: Pick<RunOptions, 'connect' | 'ledger'>,
  isPaused: boolean,
  version?: string,
): Promise<string[]> {
  await using session = await connect()
  const table = await findLedger(session, ledger)
  if (!table.exists) return []
  const rows = await session.query<{ version: string }>(
    `update ${table.qualified} set details = details || pg_catalog.jsonb_build_object('paused', $1::boolean)
     where outcome = 'partial' and (details -> 'backfill' ->> 'statement')::int = doing and version = coalesce($2, version)
     returning version`,
    [isPaused, version ?? null],
  )
  return rows.map(({ version }) => version)
}
