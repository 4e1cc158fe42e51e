import { quoteIdentifier, quoteLiteral } from '../sql/index.ts'

/** Which values a placeholder may have, and how they are written in SQL, in one line. */
interface PlaceholderType {
  /** Behind "is no": `whole number`. */
  title: string
  fits(value: string): boolean
  write(value: string): string
}

/** What may be said of a placeholder; `sql` is written as it is. */
export const placeholderTypes = {
  identifier: {
    title: 'name: one line of at most 63 bytes',
    // The server would cut a longer one without an error.
    fits: value => /^[^\r\n\0]+$/.test(value) && Buffer.byteLength(value) <= 63,
    write: quoteIdentifier,
  },
  text: { title: 'text: it has a NUL', fits: value => !value.includes('\0'), write: quoteText },
  integer: { title: 'whole number', fits: value => /^[+-]?\d+$/.test(value), write: writeNumber },
  number: {
    title: 'number',
    fits: value => /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(value),
    write: writeNumber,
  },
  boolean: {
    title: 'boolean: true or false',
    fits: value => /^(true|false)$/i.test(value),
    write: value => value.toLowerCase(),
  },
  sql: { title: 'SQL in one line', fits: value => /^[^\r\n\0]*$/.test(value), write: value => value },
} as const satisfies Record<string, PlaceholderType>

export type PlaceholderTypeName = keyof typeof placeholderTypes

/** A literal without line breaks, which would move the places of all that follows. */
function quoteText(value: string): string {
  if (!/[\r\n]/.test(value)) return quoteLiteral(value)
  return ` E'${value.replace(/[\\'\r\n]/g, char => escapes[char]!)}'`
}

const escapes: Record<string, string> = { '\\': '\\\\', "'": "''", '\r': '\\r', '\n': '\\n' }

/** Behind another sign a bare one would begin a comment. */
function writeNumber(value: string): string {
  return value.startsWith('-') ? ` ${value}` : value
}
