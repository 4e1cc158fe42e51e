import { drawCaret, ExitCode, formatLocation, type Location, PgwrightError } from '../base/index.ts'
import type { Source } from './statement.ts'

/** SQL that PostgreSQL's parser refuses; the message shows the line with a caret. */
export class SqlSyntaxError extends PgwrightError {
  readonly code = 'PGWRIGHT_SQL_SYNTAX'
  readonly exit = ExitCode.usage
  readonly location: Location
  /** The place in the text, in UTF-16 units. */
  readonly offset: number
  /** The parser's own words, without the place. */
  readonly reason: string

  constructor(
    source: Source,
    { location, offset, reason, hint }: Pick<SqlSyntaxError, 'location' | 'offset' | 'reason' | 'hint'>,
  ) {
    super(`${formatLocation(location)}: ${reason}\n${drawCaret(source.text, location)}`, { hint })
    this.location = location
    this.offset = offset
    this.reason = reason
  }
}
