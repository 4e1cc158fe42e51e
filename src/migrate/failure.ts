import { drawCaret, formatDuration, formatLocation } from '../base/index.ts'
import { DatabaseError } from '../engine/index.ts'
import { locateError } from '../history/index.ts'
import { describeBlocker } from './blockers.ts'
import { LockTimeoutError, MigrationFailedError } from './errors.ts'
import type { StatementFailed } from './executor.ts'
import type { Surroundings } from './surroundings.ts'
import { OutOfPatience } from './transaction.ts'

interface Failure {
  message: string
  raise(isPartial: boolean): Error
}

/** Why a script ended; nothing where it is not the statement that failed but the way to the server. */
export function describeFailure(
  { statement, cause }: StatementFailed,
  { pace, witness }: Pick<Surroundings, 'pace' | 'witness'>,
  sources: ReadonlyMap<string, string>,
): Failure | undefined {
  const error = cause instanceof OutOfPatience ? cause.cause : cause
  if (!(error instanceof DatabaseError)) return undefined
  const file = statement?.location.file ?? [...sources.keys()][0] ?? ''
  const source = { file, text: sources.get(file) ?? '' }
  const location = locateError(source, statement, error)
  const place = statement === undefined ? `${file}: at commit` : formatLocation(location)
  const message = [`${place}: ${error.message}`, error.detail, drawCaret(source.text, location)]
    .filter(part => part !== undefined)
    .join('\n')
  if (!(cause instanceof OutOfPatience)) {
    return {
      message,
      raise: isPartial => new MigrationFailedError(message, isPartial, { hint: error.hint, cause }),
    }
  }
  const [blocker] = witness.lastSeen
  const hint = `Each time it waited ${formatDuration(pace.lockTimeoutMs)}, as --lock-timeout says, so that nobody waits behind it for longer.${
    blocker === undefined ? '' : ` In its way is ${describeBlocker(blocker)}`
  }`
  return { message, raise: isPartial => new LockTimeoutError(message, isPartial, { hint, cause }) }
}
