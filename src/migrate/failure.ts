import { drawCaret, formatDuration, formatLocation, InterruptedError } from '../base/index.ts'
import { DatabaseError } from '../engine/index.ts'
import { locateError } from '../history/index.ts'
import { LedgerError } from '../ledger/index.ts'
import type { Statement } from '../sql/index.ts'
import { describeBlocker } from './blockers.ts'
import { LockTimeoutError, MigrationFailedError } from './errors.ts'
import type { Surroundings } from './surroundings.ts'
import { OutOfPatience } from './transaction.ts'

/** The statement at which a run ended; none where the end of the transaction failed. */
export class StatementFailed extends Error {
  readonly statement: Statement | undefined
  override readonly cause: unknown

  constructor(statement: Statement | undefined, cause: unknown) {
    super(String(cause), { cause })
    this.statement = statement
    this.cause = cause
  }
}

/** What stays in the database when a script has failed. */
interface Remains {
  /** Whether something of the run does. */
  isPartial: boolean
  /** What stays of the script, as a clause. */
  what: string
  /** Why the ledger does not know of the failure. */
  untold: Error | undefined
}

interface Failure {
  /** For the ledger. */
  message: string
  raise(remains: Remains): Error
}

/** Nothing where it is not the statement that failed but the way to the server. */
export function describeFailure(
  { statement, cause }: StatementFailed,
  { pace, witness }: Surroundings,
  sources: ReadonlyMap<string, string>,
): Failure | undefined {
  const file = statement?.location.file ?? [...sources.keys()][0] ?? ''
  if (cause instanceof InterruptedError) {
    const message = `${statement === undefined ? file : formatLocation(statement.location)}: interrupted`
    const hint = 'The same command goes on from there.'
    return {
      message,
      raise: ({ what, untold }) => new InterruptedError(tell(`${message}; ${what}`, untold), { hint, cause }),
    }
  }
  const error = cause instanceof OutOfPatience ? cause.cause : cause
  if (!(error instanceof DatabaseError)) return undefined
  const source = { file, text: sources.get(file) ?? '' }
  const location = locateError(source, statement, error)
  const place = statement === undefined ? `${file}: at commit` : formatLocation(location)
  const message = [`${place}: ${error.message}`, error.detail, statement && drawCaret(source.text, location)]
    .filter(part => part !== undefined)
    .join('\n')
  const Kind = cause instanceof OutOfPatience ? LockTimeoutError : MigrationFailedError
  const hint = cause instanceof OutOfPatience ? explainPatience(pace, witness) : error.hint
  return {
    message,
    raise: ({ isPartial, untold }) => new Kind(tell(message, untold), isPartial, { hint, cause }),
  }
}

/** Whether the server answered, and refused something. */
export function isRefusal(error: unknown): error is Error {
  return error instanceof DatabaseError || error instanceof LedgerError
}

function tell(message: string, untold: Error | undefined): string {
  return untold === undefined ? message : `${message}\nThe ledger does not know of it: ${untold.message}`
}

function explainPatience({ lockTimeoutMs }: Surroundings['pace'], witness: Surroundings['witness']): string {
  const [blocker] = witness.lastSeen
  const waited = `Each time it waited ${formatDuration(lockTimeoutMs)}, as --lock-timeout says, so that nobody waits behind it for longer.`
  return blocker === undefined ? waited : `${waited} In its way is ${describeBlocker(blocker)}`
}
