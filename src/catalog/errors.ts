import { ExitCode, PgwrightError } from '../base/index.ts'

/** A file that should hold a snapshot does not. */
export class SnapshotFileError extends PgwrightError {
  readonly code = 'PGWRIGHT_SNAPSHOT_FILE'
  readonly exit = ExitCode.usage
}
