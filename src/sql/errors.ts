import { drawCaret, ExitCode, formatLocation, type Location, PgwrightError } from '../base/index.ts'
import type { Source } from './statement.ts'

/** SQL that PostgreSQL's parser refuses; the message shows the line with a caret. */
export class SqlSyntaxError extends PgwrightError {
  readonly code = 'PGWRIGHT_SQL_SYNTAX'
  readonly exit = ExitCode.usage
  readonly location: Location
  /** The parser's own words, without the place. */
  readonly reason: string

  constructor(
    source: Source,
    { location, reason, hint }: Pick<SqlSyntaxError, 'location' | 'reason' | 'hint'>,
  ) {
    super(`${formatLocation(location)}: ${reason}\n${drawCaret(source.text, location)}`, { hint })
    this.location = location
    this.reason = reason
  }
}
