import type { Session } from '../engine/index.ts'
import { findLedger, type LedgerTable } from '../ledger/index.ts'
import type { RunOptions } from './options.ts'
import { openRunner } from './runner-session.ts'
import { takeTurn } from './turn.ts'

/** Does something with the ledger while no other runner is at work. */
export async function withTurn<Result>(
  options: RunOptions,
  act: (session: Session, table: LedgerTable) => Promise<Result>,
): Promise<Result> {
  await using session = await openRunner(options)
  return await act(session, await takeLedger(session, options))
}

/** The ledger, which is this session's alone until it ends. */
export async function takeLedger(session: Session, options: RunOptions): Promise<LedgerTable> {
  const { turn } = await takeTurn(session, await findLedger(session, options.ledger), options)
  // Whoever had the turn before may have made it.
  return { ...(await findLedger(session, options.ledger)), turn }
}

/** Writes several entries, or none where one cannot be; a session that ends takes back what it began. */
export async function inTransaction<Result>(session: Session, write: () => Promise<Result>): Promise<Result> {
  await session.execute('begin')
  const result = await write()
  await session.execute('commit')
  return result
}
