import { didYouMean } from '../base/index.ts'
import { isKeyword, type Keyword, keywords } from './conninfo-keywords.ts'
import { ConninfoError } from './errors.ts'

/** What a connection string says, before anything is filled in from elsewhere. */
export type ConninfoValues = Partial<Record<Keyword, string>>

// The blanks of C's isspace(); JavaScript's \s has more.
const name = /([^= \t\n\v\f\r]*)[ \t\n\v\f\r]*=[ \t\n\v\f\r]*/y
const quotedValue = /'((?:[^'\\]|\\.)*)'/sy
const plainValue = /((?:[^ \t\n\v\f\r\\]|\\.?)*)/sy
const blanks = /[ \t\n\v\f\r]*/y

/**
 * Reads libpq's keyword/value form, `host=a port=5432 dbname='x y'`.
 * @see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE
 */
export function parseKeywordValues(text: string): ConninfoValues {
  const values: ConninfoValues = {}
  let position = 0
  const read = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = position
    const match = pattern.exec(text)
    if (match !== null) position = pattern.lastIndex
    return match === null ? undefined : (match[1] ?? match[0])
  }

  for (read(blanks); position < text.length; read(blanks)) {
    const start = position
    const keyword = read(name)
    if (keyword === undefined) {
      throw new ConninfoError(`The connection string lacks a "=" after the word at character ${start + 1}`, {
        hint: "Quote a value with blanks: dbname='my db'.",
      })
    }
    const value = read(text[position] === "'" ? quotedValue : plainValue)
    if (value === undefined) {
      throw new ConninfoError(
        `The quote at character ${position + 1} of the connection string is never closed`,
      )
    }
    setValue(values, keyword, value.replace(/\\(.?)/gs, '$1'))
  }
  return values
}

/** The same values in keyword/value form. */
export function formatKeywordValues(values: ConninfoValues): string {
  return Object.entries(values)
    .map(([keyword, value]) => `${keyword}=${quoteValue(value)}`)
    .join(' ')
}

/** Sets a keyword as libpq does: the last one wins, and `requiressl` is an old name for two of the sslmodes. */
export function setValue(values: ConninfoValues, keyword: string, value: string): void {
  if (keyword === 'requiressl') values.sslmode = value.startsWith('1') ? 'require' : 'prefer'
  else if (isKeyword(keyword)) values[keyword] = value
  else throw unknownKeyword(keyword, values.password !== undefined)
}

/** After a password that is not quoted, the word may be a piece of that password. */
function unknownKeyword(word: string, isAfterPassword: boolean): ConninfoError {
  if (isAfterPassword) {
    return new ConninfoError('What follows the password is not a connection keyword', {
      hint: "Quote a password with blanks, password='…', and percent-encode it in a URL.",
    })
  }
  return new ConninfoError(`There is no connection keyword "${word}".${didYouMean(word, keywords)}`, {
    hint: 'The keywords are those of libpq: https://www.postgresql.org/docs/current/libpq-connect.html',
  })
}

function quoteValue(value: string): string {
  return /^[\w./:@,%+-]+$/.test(value) ? value : `'${value.replace(/[\\']/g, '\\$&')}'`
}
