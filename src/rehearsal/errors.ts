import { count, drawCaret, ExitCode, formatLocation, type Location, PgwrightError } from '../base/index.ts'
import type { DatabaseError } from '../engine/index.ts'
import type { Unread } from '../history/index.ts'
import type { Source } from '../sql/index.ts'

/** A migration before the pending change fails on an empty server, so there is nothing to rehearse on. */
export class ReplayError extends PgwrightError {
  readonly code = 'PGWRIGHT_REPLAY'
  readonly exit = ExitCode.unreachable
  readonly location: Location
  readonly sqlstate: string

  constructor(source: Source, location: Location, error: DatabaseError, unread: readonly Unread[]) {
    const detail = error.detail === undefined ? '' : `\n${error.detail}`
    super(
      `${formatLocation(location)}: the history cannot be replayed: ${error.message}${detail}\n${drawCaret(source.text, location)}`,
      { hint: explain(error, unread), cause: error },
    )
    this.location = location
    this.sqlstate = error.sqlstate
  }
}

/** What is missing on a fresh server is what was left out, or what the target platform provides: extensions and roles. */
function explain(error: DatabaseError, unread: readonly Unread[]): string {
  const [first, ...others] = unread
  if (first !== undefined) {
    const rest = others.length === 0 ? '' : ` and ${count(others.length, 'other')}`
    return `${first.file} (${first.because})${rest} could not be read; what it makes may be what is missing: make it in a file and pass that as --setup`
  }
  if (/extension .* is not available|extension control file/.test(error.message)) {
    return 'install the extension for a local PostgreSQL of another major and choose that with --server, or make stand-ins for what it provides in a file and pass that as --setup'
  }
  const advice = 'if the target platform provides what is missing, make it in a file and pass that as --setup'
  return error.hint === undefined ? advice : `${error.hint} Or ${advice}`
}
