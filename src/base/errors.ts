/** Exit codes of the command line; the same everywhere (docs: reference/exit-codes). */
export const ExitCode = {
  ok: 0,
  findings: 1,
  usage: 2,
  unreachable: 3,
  refused: 4,
  partial: 5,
  interrupted: 130,
} as const

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode]

export interface ErrorDetails {
  /** What the reader can do about it, as one sentence or a command to run. */
  hint?: string
  cause?: unknown
}

/**
 * Every error that pgwright raises on purpose. `code` is stable and documented, so programs can match on it;
 * `exit` is the exit code the command line ends with. Anything else that is thrown is a bug.
 */
export abstract class PgwrightError extends Error {
  abstract readonly code: string
  abstract readonly exit: ExitCode
  readonly hint: string | undefined

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = new.target.name
    this.hint = details.hint
  }
}

/** A wrong flag, argument, configuration or input folder: the user can mend it without touching a server. */
export class UsageError extends PgwrightError {
  readonly code: string = 'PGWRIGHT_USAGE'
  readonly exit = ExitCode.usage
}

/** The user pressed Ctrl-C, or the caller aborted. */
export class InterruptedError extends PgwrightError {
  readonly code: string = 'PGWRIGHT_INTERRUPTED'
  readonly exit = ExitCode.interrupted
}
