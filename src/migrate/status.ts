import type { Finding } from '../findings/index.ts'
import type { History } from '../history/index.ts'
import { findLedger, type LedgerEntry, readEntries } from '../ledger/index.ts'
import type { BackfillState } from './backfill/state.ts'
import { type Compared, compareWithDatabase } from './comparison.ts'
import { findContradictions } from './contradictions.ts'
import type { RunOptions } from './options.ts'

/** A backfill as the ledger knows it. */
export interface StandingBackfill {
  version: string
  isPaused: boolean
  state: BackfillState
}

export interface Status {
  /** The ledger's table, where there is one. */
  ledger?: string
  migrations: Compared[]
  /** Those that were begun and are not finished, whoever runs them or none. */
  backfills: StandingBackfill[]
  /** Contradictions between the folder and the ledger. */
  findings: Finding[]
}

/** How a folder and the ledger of a database stand to each other; nothing is changed. */
export async function readStatus(
  history: History,
  { connect, ledger }: Pick<RunOptions, 'connect' | 'ledger'>,
): Promise<Status> {
  await using session = await connect()
  const table = await findLedger(session, ledger)
  const entries = table.exists ? await readEntries(session, table) : []
  const migrations = await compareWithDatabase(history, session, table)
  const findings = findContradictions(migrations)
  const backfills = entries.flatMap(readBackfill)
  return { ...(table.exists && { ledger: table.qualified }), migrations, backfills, findings }
}

function readBackfill({ version, outcome, doing, details }: LedgerEntry): StandingBackfill[] {
  const state = details.backfill as BackfillState | undefined
  if (state === undefined || outcome !== 'partial' || doing !== state.statement) return []
  return [{ version, isPaused: details.paused === true, state }]
}
