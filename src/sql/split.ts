import { type Location, locator } from '../base/index.ts'
import { byteOffsetReader } from './byte-offsets.ts'
import { type Comment, scanComments } from './comments.ts'
import { cutSegment } from './cut-segment.ts'
import { SqlSyntaxError } from './errors.ts'
import { nameOf } from './node.ts'
import { isFailure, loadParser, type ParseFailure, parseText, type RawStatement } from './parser.ts'
import { type Segment, segmentText } from './segments.ts'
import type { MetaCommand, Source, Statement } from './statement.ts'

export interface SplitSource {
  statements: Statement[]
  /** psql's backslash commands, in the order they stand in the file. */
  metaCommands: MetaCommand[]
  comments: Comment[]
}

/** A source with the places of its characters. */
interface PlacedSource extends Source {
  locate(start: number, end: number): Location
}

/**
 * Splits a file into its statements by PostgreSQL's own parser. psql's backslash commands are set apart and the data of
 * `COPY … FROM stdin` goes with its statement. With `onError`, it is told each statement that the parser refuses, and the
 * others are split all the same.
 *
 * @throws {SqlSyntaxError} at the first place the parser refuses, where there is no `onError`.
 */
export async function splitSource(
  { file, text }: Source,
  onError?: (error: SqlSyntaxError) => void,
): Promise<SplitSource> {
  await loadParser()
  const result: SplitSource = { statements: [], metaCommands: [], comments: [] }
  const source: PlacedSource = { file, text, locate: locator(file, text) }
  for (const segment of segmentText(text)) {
    if (onError === undefined) splitSegment(source, segment, result)
    else splitWhatParses(source, segment, result, onError)
  }
  return result
}

function splitWhatParses(
  source: PlacedSource,
  segment: Segment,
  result: SplitSource,
  onError: (error: SqlSyntaxError) => void,
): void {
  try {
    splitSegment(source, segment, result)
  } catch (error) {
    if (!(error instanceof SqlSyntaxError)) throw error
    const pieces = cutSegment(source.text, segment)
    if (pieces.length < 2) onError(error)
    else for (const piece of pieces) splitWhatParses(source, piece, result, onError)
  }
}

function splitSegment(source: PlacedSource, segment: Segment, result: SplitSource): void {
  const { sql, statements, metaCommands } = parseSegment(source, segment)
  const comments = scanComments(sql, segment.start, source.locate)
  const commentStarts = new Map(comments.map(({ start, end }) => [end, start]))
  const toOffset = byteOffsetReader(sql)
  const placed = statements.map(({ node, startByte, endByte }): Statement => {
    const start = segment.start + toOffset(startByte)
    const end = trimEnd(source.text, start, segment.start + toOffset(endByte), commentStarts)
    return {
      text: source.text.slice(start, end),
      kind: nameOf(node),
      node,
      location: source.locate(start, end),
      start,
      end,
      startByte,
    }
  })
  const last = placed.at(-1)
  if (last !== undefined && segment.copyData !== undefined) last.copyData = segment.copyData
  result.statements.push(...placed)
  result.metaCommands.push(...metaCommands)
  result.comments.push(...comments)
}

/** The parser's end of a statement includes comments and blanks before the semicolon; comments are given by their ends. */
function trimEnd(
  text: string,
  start: number,
  rawEnd: number,
  commentStarts: ReadonlyMap<number, number>,
): number {
  const end = start + text.slice(start, rawEnd).trimEnd().length
  const comment = commentStarts.get(end) ?? -1
  return comment < start ? end : trimEnd(text, start, comment, commentStarts)
}

/** Parses a segment; wherever the parser stops at a backslash, that is a psql command, and it parses on without it. */
function parseSegment(
  source: PlacedSource,
  segment: Segment,
): { sql: string; statements: RawStatement[]; metaCommands: MetaCommand[] } {
  const metaCommands: MetaCommand[] = []
  let sql = source.text.slice(segment.start, segment.end)
  for (;;) {
    const parsed = parseText(sql)
    if (!isFailure(parsed)) return { sql, statements: parsed, metaCommands }
    if (sql[parsed.offset] !== '\\') throw syntaxError(source, segment.start + parsed.offset, parsed)
    const found = readMetaCommand(source, sql, segment.start, parsed.offset)
    metaCommands.push(found.command)
    sql = found.rest
  }
}

/** psql commands that send what was typed so far, as a semicolon does. */
const sendingCommands = new Set(['g', 'gx', 'gset', 'gexec', 'gdesc', 'crosstabview', 'watch'])

function readMetaCommand(source: PlacedSource, sql: string, base: number, offset: number) {
  const lineEnd = sql.indexOf('\n', offset)
  const end = lineEnd < 0 ? sql.length : lineEnd
  const line = sql.slice(offset, end)
  const [, name = '', argument = ''] = /^\\(\S*)\s*(.*)$/s.exec(line.trimEnd()) ?? []
  const blank = (sendingCommands.has(name) ? ';' : ' ') + line.slice(1).replace(/[^\r]/g, ' ')
  return {
    command: { name, argument, location: source.locate(base + offset, base + end) },
    rest: sql.slice(0, offset) + blank + sql.slice(end),
  }
}

function syntaxError(source: PlacedSource, offset: number, failure: ParseFailure): SqlSyntaxError {
  const location = source.locate(offset, Math.min(offset + 1, source.text.length))
  const isVariable = source.text[offset] === ':'
  const hint = isVariable
    ? 'psql variables have no value here; write the value, or use your tool’s placeholders'
    : undefined
  return new SqlSyntaxError(source, { location, reason: failure.reason, hint })
}
