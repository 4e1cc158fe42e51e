import { type Location, locate } from '../base/index.ts'
import { byteOffsetReader } from './byte-offsets.ts'
import { scanText } from './parser.ts'
import type { Source } from './statement.ts'

export interface Comment {
  /** With its marks: `-- why`, or a whole block comment. */
  text: string
  location: Location
  /** Offsets into the source text, in UTF-16 units; the end is exclusive. */
  start: number
  end: number
}

const commentTokens = new Set(['SQL_COMMENT', 'C_COMMENT'])

/** The comments between `start` and `end` of a source, found by PostgreSQL's scanner, so never inside a string. */
export function scanComments(source: Source, start = 0, end = source.text.length): Comment[] {
  const text = source.text.slice(start, end)
  if (!text.includes('--') && !text.includes('/*')) return []
  const toOffset = byteOffsetReader(text)
  return (scanText(text) ?? [])
    .filter(token => commentTokens.has(token.tokenName))
    .map(token => {
      const from = start + toOffset(token.start)
      const to = start + toOffset(token.end)
      return {
        text: source.text.slice(from, to),
        location: locate(source.file, source.text, from, to),
        start: from,
        end: to,
      }
    })
}
