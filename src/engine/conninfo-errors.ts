import { didYouMean, UsageError } from '../base/index.ts'
import { keywords } from './conninfo-keywords.ts'

/** Connection information that cannot be read or cannot be honoured. It never quotes a value that may be a secret. */
export class ConninfoError extends UsageError {
  override readonly code = 'PGWRIGHT_CONNINFO'
}

/** What a word stands for that is no keyword: after an unquoted password it may be a piece of that password. */
export function unknownKeyword(word: string, isAfterPassword: boolean): ConninfoError {
  if (isAfterPassword) {
    return new ConninfoError('What follows the password is not a connection keyword', {
      hint: "Quote a password with blanks, password='…', and percent-encode it in a URL.",
    })
  }
  return new ConninfoError(`There is no connection keyword "${word}".${didYouMean(word, keywords)}`, {
    hint: 'The keywords are those of libpq: https://www.postgresql.org/docs/current/libpq-connect.html',
  })
}
