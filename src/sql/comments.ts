import type { Location } from '../base/index.ts'
import { byteOffsetReader } from './byte-offsets.ts'
import { findCommentRanges } from './comment-ranges.ts'
import { scanText } from './parser.ts'

export interface Comment {
  /** With its marks: `-- why`, or a whole block comment. */
  text: string
  location: Location
  /** Offsets into the source text, in UTF-16 units; the end is exclusive. */
  start: number
  end: number
}

/** The comments in the text that stands from `start` on in a source, never what looks so inside of a string. */
export function scanComments(
  text: string,
  start: number,
  locate: (start: number, end: number) => Location,
): Comment[] {
  if (!text.includes('--') && !text.includes('/*')) return []
  const { comments, isDoubtful } = findCommentRanges(text)
  return (isDoubtful ? askScanner(text) : comments).map(([from, to]) => ({
    text: text.slice(from, to),
    location: locate(start + from, start + to),
    start: start + from,
    end: start + to,
  }))
}

const commentTokens = new Set(['SQL_COMMENT', 'C_COMMENT'])

function askScanner(text: string): [start: number, end: number][] {
  const toOffset = byteOffsetReader(text)
  return (scanText(text) ?? [])
    .filter(token => commentTokens.has(token.tokenName))
    .map(token => [toOffset(token.start), toOffset(token.end)])
}
