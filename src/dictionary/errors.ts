import { ExitCode, PgwrightError } from '../base/index.ts'

/** A file stands where the dictionary would be written, and it was not made by it. */
export class ForeignFileError extends PgwrightError {
  readonly code = 'PGWRIGHT_FOREIGN_FILE'
  readonly exit = ExitCode.refused
}
