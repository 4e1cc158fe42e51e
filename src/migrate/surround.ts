import type { Session } from '../engine/index.ts'
import type { LedgerTable } from '../ledger/index.ts'
import { Predictor, unknownModel } from '../prediction/index.ts'
import { Interruption } from './interruption.ts'
import type { RunOptions } from './options.ts'
import { readPace } from './pace.ts'
import type { Surroundings } from './surroundings.ts'
import { PatientTransaction } from './transaction.ts'
import { Witness } from './witness.ts'

/** The predictor knows nothing of the database but what the run itself does: what others have must be taken as large and in use. */
export function surround(
  session: Session,
  table: LedgerTable,
  options: RunOptions,
): Surroundings & AsyncDisposable {
  const { connect, tool = 'pgwright', patienceMs = 60_000, onEvent: emit = () => undefined } = options
  const witness = new Witness(connect, emit, options.endIdleMs)
  const interruption = new Interruption(session, options.holdInterrupts)
  return {
    ...{ session, connect, table, witness, emit, tool, interruption },
    transaction: new PatientTransaction(session, patienceMs, emit, interruption),
    predictor: new Predictor(unknownModel(session.major)),
    pace: readPace(options),
    async [Symbol.asyncDispose]() {
      interruption[Symbol.dispose]()
      await witness[Symbol.asyncDispose]()
    },
  }
}
