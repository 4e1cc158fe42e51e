import { type Location, locate } from '../base/index.ts'
import { scanText } from './parser.ts'
import type { Statement } from './statement.ts'

/** Where parsed text stands: a statement, or the text of a routine inside it. */
export interface ParsedText {
  statement: Statement
  text: string
  /** From where the `location` of nodes counts, in UTF-8 bytes. */
  startByte: number
  /** Offset of the text in that of the statement, in UTF-16 units; nothing where escapes make it another one. */
  offset?: number
  /** The place of all of it where that is so; default: the whole statement. */
  place?: Location
}

/** A statement as the text that was parsed. */
export function textOfStatement(statement: Statement): ParsedText {
  return { statement, text: statement.text, startByte: statement.startByte, offset: 0 }
}

/** From the first to the last token of a node; the place of the whole statement where that is not known. */
export function locateNode(
  node: object,
  { statement, text, startByte, offset, place }: ParsedText,
): Location {
  const places = placesIn(node).map(it => it - startByte)
  if (places.length === 0 || offset === undefined) return place ?? statement.location
  const { start, end } = closeParentheses(text, Math.min(...places), Math.max(...places))
  const bytes = Buffer.from(text)
  const charactersBefore = (byte: number) => bytes.toString('utf8', 0, byte).length
  return locateWithin(statement, offset + charactersBefore(start), offset + charactersBefore(end))
}

/** Nodes do not say where they end: at the end of their last token, with what closes the parentheses in them. */
function closeParentheses(text: string, firstByte: number, lastByte: number): { start: number; end: number } {
  const tokens = (scanText(text) ?? []).filter(({ tokenName }) => !tokenName.endsWith('COMMENT'))
  let first = tokens.findIndex(({ start }) => start === firstByte)
  let last = tokens.findIndex(({ start }) => start === lastByte)
  if (first < 0 || last < 0) return { start: firstByte, end: lastByte + 1 }
  const depthOf = (it: { text: string }) => (/^[([]$/.test(it.text) ? 1 : /^[)\]]$/.test(it.text) ? -1 : 0)
  let depth = 0
  let missing = 0
  for (const token of tokens.slice(first, last + 1)) {
    depth += depthOf(token)
    missing = Math.min(missing, depth)
  }
  for (; missing < 0 && tokens[first - 1]?.text === '('; missing++, depth++) first--
  for (; depth > 0 && depthOf(tokens[last + 1] ?? { text: '' }) < 0; depth--) last++
  return { start: tokens[first]!.start, end: tokens[last]!.end }
}

/** The characters `start` to `end` of a statement, as a place in its file. */
export function locateWithin({ text, location }: Statement, start: number, end: number): Location {
  const inner = locate(location.file, text, start, end)
  const shift = (line: number, column: number) =>
    line === 1
      ? { line: location.line, column: location.column + column - 1 }
      : { line: location.line + line - 1, column }
  const to = shift(inner.endLine, inner.endColumn)
  return {
    file: location.file,
    ...shift(inner.line, inner.column),
    endLine: to.line,
    endColumn: to.column,
  }
}

/** Negative places are those of what the parser added. */
function placesIn(tree: unknown): number[] {
  if (typeof tree !== 'object' || tree === null) return []
  return Object.entries(tree).flatMap(([key, value]) =>
    key === 'location' ? (value >= 0 ? [value as number] : []) : placesIn(value),
  )
}
