import { byteOffsetReader } from './byte-offsets.ts'
import { findCommentRanges } from './comment-ranges.ts'
import { scanText } from './parser.ts'
import type { Segment } from './segments.ts'

/**
 * The stretches of a text between the semicolons that end statements, for a text that does not parse as a whole. Where it
 * does not even scan, what stands before the string that nothing closes is cut, and the rest stays one piece.
 */
export function cutSegment(text: string, segment: Segment): Segment[] {
  const sql = text.slice(segment.start, segment.end)
  const tokens = scanText(sql) ?? scanText(sql.slice(0, findCommentRanges(sql).unclosedAt)) ?? []
  const toOffset = byteOffsetReader(sql)
  const pieces: Segment[] = []
  let start = segment.start
  let depth = 0
  for (const [index, { tokenName, end }] of tokens.entries()) {
    depth += deepening(tokenName, tokens[index + 1]?.tokenName, depth)
    if (tokenName !== 'ASCII_59' || depth > 0) continue
    const pieceEnd = segment.start + toOffset(end)
    pieces.push({ start, end: pieceEnd })
    start = pieceEnd
  }
  if (text.slice(start, segment.end).trim() !== '') pieces.push({ start, end: segment.end })
  const last = pieces.at(-1)
  if (last !== undefined && segment.copyData !== undefined) last.copyData = segment.copyData
  return pieces
}

/** Semicolons inside of `BEGIN ATOMIC … END` end no statement; a CASE in there has its own END. psql counts so too. */
function deepening(token: string, next: string | undefined, depth: number): number {
  if (token === 'BEGIN_P' && next === 'ATOMIC') return 1
  if (depth === 0) return 0
  if (token === 'CASE') return 1
  return token === 'END_P' ? -1 : 0
}
