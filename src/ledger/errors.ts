import { ExitCode, PgwrightError } from '../base/index.ts'

/** The ledger cannot be made, found or read. */
export class LedgerError extends PgwrightError {
  readonly code = 'PGWRIGHT_LEDGER'
  readonly exit = ExitCode.unreachable
}

/** A script gave its runner's turn away, and another runner has it: nothing may be written any more. */
export class TurnLostError extends PgwrightError {
  readonly code = 'PGWRIGHT_MIGRATION_TURN_LOST'
  readonly exit = ExitCode.partial

  constructor(qualified: string) {
    super(`another runner has taken the turn at ${qualified}, and what was not committed yet is taken back`, {
      hint: 'A migration gave it away, by DISCARD ALL or pg_advisory_unlock_all(), perhaps in a function: leave that out. The same command goes on when the other runner is done.',
    })
  }
}
