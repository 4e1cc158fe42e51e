import { ExitCode, PgwrightError } from '../base/index.ts'

/** The ledger cannot be made, found or read. */
export class LedgerError extends PgwrightError {
  readonly code = 'PGWRIGHT_LEDGER'
  readonly exit = ExitCode.unreachable
}
