import { drawCaret, ExitCode, formatLocation, type Location, PgwrightError } from '../base/index.ts'
import type { DatabaseError } from '../engine/index.ts'
import type { Source } from '../sql/index.ts'

/** A migration before the pending change fails on an empty server, so there is nothing to rehearse on. */
export class ReplayError extends PgwrightError {
  readonly code = 'PGWRIGHT_REPLAY'
  readonly exit = ExitCode.unreachable
  readonly location: Location
  readonly sqlstate: string

  constructor(source: Source, location: Location, error: DatabaseError) {
    const detail = error.detail === undefined ? '' : `\n${error.detail}`
    super(
      `${formatLocation(location)}: the history cannot be replayed: ${error.message}${detail}\n${drawCaret(source.text, location)}`,
      { hint: explain(error), cause: error },
    )
    this.location = location
    this.sqlstate = error.sqlstate
  }
}

/** What is missing on a fresh server is what the target platform provides: extensions and roles. */
function explain(error: DatabaseError): string | undefined {
  if (/extension .* is not available|extension control file/.test(error.message)) {
    return 'install the extension on a local PostgreSQL and choose it with --server local, or leave it to a --setup file that provides stand-ins'
  }
  if (error.sqlstate === '42704' && error.message.startsWith('role ')) {
    return 'a role that the target platform provides: create it in a file and pass that as --setup'
  }
  return (
    error.hint ??
    'if the target platform provides what is missing, create it in a file and pass that as --setup'
  )
}
