import type { Session } from '../engine/index.ts'
import type { History } from '../history/index.ts'
import { findLedger, type LedgerTable, readEntries, readStandings } from '../ledger/index.ts'
import { type Compared, compareWithLedger } from './comparison.ts'
import { refuseTransactionPooling } from './pooler.ts'
import { takeTurn } from './turn.ts'
import { minuteMs, type RunOptions } from './up.ts'

/** Does something with the ledger while no other runner is at work. */
export async function withTurn<Result>(
  options: RunOptions,
  act: (session: Session, table: LedgerTable) => Promise<Result>,
): Promise<Result> {
  const { connect, ledger, turnTimeoutMs = 10 * minuteMs, onEvent = () => undefined } = options
  await using session = await connect()
  await refuseTransactionPooling(session, connect)
  await takeTurn(session, await findLedger(session, ledger), turnTimeoutMs, onEvent)
  // Whoever had the turn before may have made it.
  return await act(session, await findLedger(session, ledger))
}

/** The migrations of a history as the ledger knows them, also where there is no ledger yet. */
export async function readCompared(
  session: Session,
  table: LedgerTable,
  history: History,
): Promise<Compared[]> {
  const entries = table.exists ? await readEntries(session, table) : []
  return compareWithLedger(history, readStandings(entries))
}

/** Writes several entries, or none where one cannot be; a session that ends takes back what it began. */
export async function inTransaction<Result>(session: Session, write: () => Promise<Result>): Promise<Result> {
  await session.execute('begin')
  const result = await write()
  await session.execute('commit')
  return result
}
