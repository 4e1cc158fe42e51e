import type { DatabaseError as PgDatabaseError } from 'pg'
import { type ErrorDetails, ExitCode, PgwrightError, UsageError } from '../base/index.ts'

/** No PostgreSQL of the wanted major is on this machine. */
export class NoServerError extends PgwrightError {
  readonly code = 'PGWRIGHT_NO_SERVER'
  readonly exit = ExitCode.unreachable
}

/** A server was found, but its programs are incomplete or do not run here. */
export class ServerBinariesError extends PgwrightError {
  readonly code = 'PGWRIGHT_SERVER_BINARIES'
  readonly exit = ExitCode.unreachable
}

/** A server did not start; the message ends with the last lines of its log. */
export class ServerStartError extends PgwrightError {
  readonly code = 'PGWRIGHT_SERVER_START'
  readonly exit = ExitCode.unreachable
}

/** pgwright runs as root, which PostgreSQL refuses, and there is no account to drop to. */
export class NoAccountError extends PgwrightError {
  readonly code = 'PGWRIGHT_NO_ACCOUNT'
  readonly exit = ExitCode.unreachable
}

/** The cache folder cannot be made, written or reached. */
export class CacheFolderError extends PgwrightError {
  readonly code = 'PGWRIGHT_CACHE_FOLDER'
  readonly exit = ExitCode.unreachable
}

/** The disk that holds the cache folder is full. */
export class DiskFullError extends PgwrightError {
  readonly code = 'PGWRIGHT_DISK_FULL'
  readonly exit = ExitCode.unreachable
}

/** There is no template of that key; `hasTemplate` tells beforehand. */
export class NoTemplateError extends PgwrightError {
  readonly code = 'PGWRIGHT_NO_TEMPLATE'
  readonly exit = ExitCode.unreachable
}

/** A server did not answer, or did not let us in before a session began. */
export class ConnectionError extends PgwrightError {
  readonly code = 'PGWRIGHT_CONNECTION'
  readonly exit = ExitCode.unreachable
}

/** Connection information that cannot be read or honoured. The message never quotes what may be a secret. */
export class ConninfoError extends UsageError {
  override readonly code = 'PGWRIGHT_CONNINFO'
}

/** No address of the wanted database gave a session: the message has the reason of each. */
export class TargetError extends PgwrightError {
  /** `PGWRIGHT_CONNECT_` and what kind of failure the last address had, such as `REFUSED` or `PASSWORD`. */
  readonly code: string
  readonly exit = ExitCode.unreachable

  constructor(message: string, kind: string, details: ErrorDetails) {
    super(message, details)
    this.code = `PGWRIGHT_CONNECT_${kind}`
  }
}

/** The server, or the way to it, went away in the middle of a session. */
export class SessionEndedError extends PgwrightError {
  readonly code = 'PGWRIGHT_SESSION_ENDED'
  readonly exit = ExitCode.unreachable
}

/**
 * An error that PostgreSQL reported, with the fields it gave.
 * @see https://www.postgresql.org/docs/current/protocol-error-fields.html
 */
export class DatabaseError extends PgwrightError {
  readonly code = 'PGWRIGHT_DATABASE'
  readonly exit = ExitCode.unreachable
  /** Five characters, such as `42P01`. */
  readonly sqlstate: string
  /** `ERROR`, `FATAL` or `PANIC`. */
  readonly severity: string
  /** Where in the SQL: characters (code points, not UTF-16 units) from 1. */
  readonly position: number | undefined
  readonly detail: string | undefined
  /** The context, innermost first: function, line, statement. */
  readonly where: string | undefined
  /** The SQL that a function ran when it failed, and where in it. */
  readonly internalQuery: string | undefined
  readonly internalPosition: number | undefined
  readonly schema: string | undefined
  readonly table: string | undefined
  readonly column: string | undefined
  readonly dataType: string | undefined
  readonly constraint: string | undefined

  constructor(error: PgDatabaseError) {
    super(error.message, { hint: error.hint, cause: error })
    this.sqlstate = error.code ?? 'XX000'
    this.severity = error.severity ?? 'ERROR'
    this.position = toNumber(error.position)
    this.detail = error.detail
    this.where = error.where
    this.internalQuery = error.internalQuery
    this.internalPosition = toNumber(error.internalPosition)
    this.schema = error.schema
    this.table = error.table
    this.column = error.column
    this.dataType = error.dataType
    this.constraint = error.constraint
  }
}

function toNumber(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits)
}
