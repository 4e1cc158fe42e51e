import type { Finding } from '../findings/index.ts'
import { type History, readToolLedger } from '../history/index.ts'
import { findLedger, readEntries, readStandings } from '../ledger/index.ts'
import { type Compared, compareWithLedger } from './comparison.ts'
import type { RunOptions } from './up.ts'

export interface Status {
  /** The ledger's table, where there is one. */
  ledger?: string
  /** The table of the history's own tool, where there is one. */
  toolLedger?: string
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
  const entries = table.exists ? await readEntries(session, table) : []
  const tool = await readToolLedger(history, session)
  const migrations = await compareWithLedger(history, readStandings(entries), tool)
  return {
    ...(table.exists && { ledger: table.qualified }),
    ...(tool && { toolLedger: tool.table }),
    migrations,
    findings: [],
  }
}
