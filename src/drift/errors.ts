import { ExitCode, PgwrightError } from '../base/index.ts'
import type { UnreadSource } from '../sources/index.ts'

/** None of several databases could be read; the message has the reason of each. */
export class NoDatabaseError extends PgwrightError {
  readonly code = 'PGWRIGHT_NO_DATABASE'
  readonly exit = ExitCode.unreachable

  constructor(unread: readonly UnreadSource[]) {
    const reasons = unread.map(({ name, error }) => `${name}: ${error.message}`)
    super(['None of the databases can be read', ...reasons].join('\n  '), { hint: unread[0]?.error.hint })
  }
}
