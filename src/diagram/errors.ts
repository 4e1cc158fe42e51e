import { didYouMean, UsageError } from '../base/index.ts'

/** A pattern that matches no table, or no schema. */
export class NoTableError extends UsageError {
  override readonly code = 'PGWRIGHT_NO_TABLE'

  constructor(what: 'table' | 'schema', pattern: string, known: Iterable<string>) {
    super(`There is no ${what} "${pattern}".${didYouMean(pattern, known)}`, {
      hint: 'Name it as it was made, without quotes; * stands for anything: shop.*. Views are found with --views.',
    })
  }
}

export class UnknownFormatError extends UsageError {
  override readonly code = 'PGWRIGHT_UNKNOWN_FORMAT'
}
