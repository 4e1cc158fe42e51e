import type { Session } from '../engine/index.ts'
import { findLedger, type LedgerTable } from '../ledger/index.ts'
import { minuteMs } from './come-back.ts'
import type { RunOptions } from './options.ts'
import { refuseTransactionPooling } from './pooler.ts'
import { takeTurn } from './turn.ts'

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

/** Writes several entries, or none where one cannot be; a session that ends takes back what it began. */
export async function inTransaction<Result>(session: Session, write: () => Promise<Result>): Promise<Result> {
  await session.execute('begin')
  const result = await write()
  await session.execute('commit')
  return result
}
