import type { Session } from '../engine/index.ts'
import type { LedgerTable } from '../ledger/index.ts'
import type { Predictor } from '../prediction/index.ts'
import type { Emit } from './events.ts'
import type { Interruption } from './interruption.ts'
import type { PaceOptions } from './pace.ts'
import type { PatientTransaction } from './transaction.ts'
import type { Witness } from './witness.ts'

/** What every migration of a run shares. */
export interface Surroundings {
  session: Session
  /** Opens another session to the same database. */
  connect(): Promise<Session>
  table: LedgerTable
  transaction: PatientTransaction
  predictor: Predictor
  witness: Witness
  emit: Emit
  /** How the writer of ledger entries calls itself. */
  tool: string
  pace: PaceOptions
  interruption: Interruption
}
