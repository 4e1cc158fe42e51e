import { count, type ErrorDetails, ExitCode, PgwrightError } from '../base/index.ts'
import type { DatabaseError } from '../engine/index.ts'
import type { Review } from '../review/index.ts'

/** The folder and the ledger do not agree, or what is pending may not be applied as it is; nothing was done. */
export class MigrationRefusedError extends PgwrightError {
  readonly code = 'PGWRIGHT_MIGRATION_REFUSED'
  readonly exit = ExitCode.refused
}

/** A run that ended before its end: the exit code tells whether something of it stays. */
abstract class UnfinishedError extends PgwrightError {
  readonly isPartial: boolean
  protected abstract readonly exitOfNothing: ExitCode

  constructor(message: string, isPartial: boolean, details: ErrorDetails) {
    super(message, details)
    this.isPartial = isPartial
  }

  get exit(): ExitCode {
    return this.isPartial ? ExitCode.partial : this.exitOfNothing
  }
}

/** Another session kept a lock longer than a migration may wait; what the message does not name as done was taken back. */
export class LockTimeoutError extends UnfinishedError {
  readonly code = 'PGWRIGHT_LOCK_TIMEOUT'
  protected readonly exitOfNothing = ExitCode.refused
}

/** A statement failed. `exit` tells whether something of the run stays (5), or nothing (1). */
export class MigrationFailedError extends UnfinishedError {
  readonly code = 'PGWRIGHT_MIGRATION_FAILED'
  protected readonly exitOfNothing = ExitCode.findings
}

/** A command around migrations failed. `exit` as that of a statement. */
export class HookFailedError extends UnfinishedError {
  readonly code = 'PGWRIGHT_HOOK_FAILED'
  protected readonly exitOfNothing = ExitCode.findings
}

/** A statement that cannot be repeated was interrupted, and nobody can say whether it has done its work. */
export class InDoubtError extends PgwrightError {
  readonly code = 'PGWRIGHT_MIGRATION_IN_DOUBT'
  readonly exit = ExitCode.partial
}

/** Another runner holds the turn for longer than this one may wait. */
export class TurnError extends PgwrightError {
  readonly code = 'PGWRIGHT_MIGRATION_TURN'
  readonly exit = ExitCode.refused
}

/** A statement would not do the same in batches; it was not begun. */
export class BackfillRefusedError extends PgwrightError {
  readonly code = 'PGWRIGHT_BACKFILL_REFUSED'
  readonly exit = ExitCode.refused
}

/** Between this program and the server stands a pooler that gives each transaction another session. */
export class PoolerError extends PgwrightError {
  readonly code = 'PGWRIGHT_POOLER'
  readonly exit = ExitCode.unreachable
}

/** The review of what is pending blocks it; nothing was done. */
export class ReviewBlockedError extends PgwrightError {
  readonly code = 'PGWRIGHT_REVIEW_BLOCKED'
  readonly exit = ExitCode.refused
  readonly review: Review

  constructor(review: Review) {
    const errors = review.findings.filter(({ severity }) => severity === 'error').length
    super(`the review of what is pending has ${count(errors, 'error')}; nothing was applied`, {
      hint: 'Mend what it found, or say that you know better: --no-review',
    })
    this.review = review
  }
}

/** A standby, or a role whose transactions are read-only: nothing can be migrated there. */
export class ReadOnlyError extends PgwrightError {
  readonly code = 'PGWRIGHT_READ_ONLY'
  readonly exit = ExitCode.unreachable

  constructor(isStandby: boolean) {
    super(isStandby ? 'this server is a standby' : 'transactions are read-only here', {
      hint: isStandby
        ? 'Connect to the primary; target_session_attrs=read-write in the connection string finds it among several hosts.'
        : 'default_transaction_read_only is set for the server, the database or the role: migrate as another role, or set it off for this one.',
    })
  }
}

/** The database refused what a run needs besides the statements of its migrations. `exit` tells whether something of the run stays. */
export class RunStoppedError extends UnfinishedError {
  readonly code = 'PGWRIGHT_MIGRATION_STOPPED'
  protected readonly exitOfNothing = ExitCode.unreachable

  constructor(cause: DatabaseError, isPartial: boolean) {
    const { sqlstate, message, hint } = cause
    super(`besides the migrations themselves: ${message}`, isPartial, {
      hint:
        sqlstate === '42501'
          ? 'Grant it to the role that migrates, or migrate as another one; for the review alone it is not needed: --no-review'
          : hint,
      cause,
    })
  }
}
