import type { Finding } from '../findings/index.ts'
import type { History } from '../history/index.ts'
import { findLedger } from '../ledger/index.ts'
import { type Compared, compareWithDatabase } from './comparison.ts'
import { findContradictions } from './contradictions.ts'
import type { RunOptions } from './options.ts'

export interface Status {
  /** The ledger's table, where there is one. */
  ledger?: string
  migrations: Compared[]
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
  const migrations = await compareWithDatabase(history, session, table)
  const findings = findContradictions(migrations)
  return { ...(table.exists && { ledger: table.qualified }), migrations, findings }
}
