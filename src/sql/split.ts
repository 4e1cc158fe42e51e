import { locate } from '../base/index.ts'
import { byteOffsetReader } from './byte-offsets.ts'
import { type Comment, scanComments } from './comments.ts'
import { cutSegment } from './cut-segment.ts'
import { SqlSyntaxError } from './errors.ts'
import { isFailure, loadParser, type ParseFailure, parseText, type RawStatement } from './parser.ts'
import { type Segment, segmentText } from './segments.ts'
import type { MetaCommand, Source, Statement } from './statement.ts'

export interface SplitSource {
  statements: Statement[]
  /** psql's backslash commands, in the order they stand in the file. */
  metaCommands: MetaCommand[]
  comments: Comment[]
}

/**
 * Splits a file into its statements by PostgreSQL's own parser. psql's backslash commands are set apart and the data of
 * `COPY … FROM stdin` goes with its statement. With `onError`, it is told each statement that the parser refuses, and the
 * others are split all the same.
 *
 * @throws {SqlSyntaxError} at the first place the parser refuses, where there is no `onError`.
 */
export async function splitSource(
  source: Source,
  onError?: (error: SqlSyntaxError) => void,
): Promise<SplitSource> {
  await loadParser()
  const result: SplitSource = { statements: [], metaCommands: [], comments: [] }
  for (const segment of segmentText(source.text)) {
    if (onError === undefined) splitSegment(source, segment, result)
    else splitWhatParses(source, segment, result, onError)
  }
  return result
}

function splitWhatParses(
  source: Source,
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

function splitSegment(source: Source, segment: Segment, result: SplitSource): void {
  const { sql, statements, metaCommands } = parseSegment(source, segment)
  const blanked = { file: source.file, text: source.text.slice(0, segment.start) + sql }
  const comments = scanComments(blanked, segment.start)
  const toOffset = byteOffsetReader(sql)
  const placed = statements.map(({ node, startByte, endByte }) => {
    const start = segment.start + toOffset(startByte)
    const end = segment.start + toOffset(endByte)
    return { ...placeStatement(source, node, start, end, comments), startByte }
  })
  const last = placed.at(-1)
  if (last !== undefined && segment.copyData !== undefined) last.copyData = segment.copyData
  result.statements.push(...placed)
  result.metaCommands.push(...metaCommands)
  result.comments.push(...comments)
}

function placeStatement(
  source: Source,
  node: Statement['node'],
  start: number,
  rawEnd: number,
  comments: readonly Comment[],
): Omit<Statement, 'startByte'> {
  const end = trimEnd(source.text, start, rawEnd, comments)
  return {
    text: source.text.slice(start, end),
    kind: Object.keys(node)[0] ?? '',
    node,
    location: locate(source.file, source.text, start, end),
    start,
    end,
  }
}

/** The parser's end of a statement includes comments and blanks before the semicolon. */
function trimEnd(text: string, start: number, rawEnd: number, comments: readonly Comment[]): number {
  let end = start + text.slice(start, rawEnd).trimEnd().length
  for (const comment of comments.toReversed()) {
    if (comment.start >= start && comment.end === end)
      end = start + text.slice(start, comment.start).trimEnd().length
  }
  return end
}

/** Parses a segment; wherever the parser stops at a backslash, that is a psql command, and it parses on without it. */
function parseSegment(
  source: Source,
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

function readMetaCommand(source: Source, sql: string, base: number, offset: number) {
  const lineEnd = sql.indexOf('\n', offset)
  const end = lineEnd < 0 ? sql.length : lineEnd
  const line = sql.slice(offset, end)
  const [, name = '', argument = ''] = /^\\(\S*)\s*(.*)$/s.exec(line.trimEnd()) ?? []
  const blank = (sendingCommands.has(name) ? ';' : ' ') + line.slice(1).replace(/[^\r]/g, ' ')
  return {
    command: { name, argument, location: locate(source.file, source.text, base + offset, base + end) },
    rest: sql.slice(0, offset) + blank + sql.slice(end),
  }
}

function syntaxError(source: Source, offset: number, failure: ParseFailure): SqlSyntaxError {
  const location = locate(source.file, source.text, offset, Math.min(offset + 1, source.text.length))
  const isVariable = source.text[offset] === ':'
  const hint = isVariable
    ? 'psql variables have no value here; write the value, or use your tool’s placeholders'
    : undefined
  return new SqlSyntaxError(source, { location, reason: failure.reason, hint })
}
