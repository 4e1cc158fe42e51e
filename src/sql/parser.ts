import type { Node, ScanToken } from 'libpg-query'

type Parser = typeof import('libpg-query')

let parser: Parser | undefined

/** Loads PostgreSQL's parser (WASM, about 40 ms) once; every function below needs it loaded. */
export async function loadParser(): Promise<void> {
  if (parser !== undefined) return
  const module = await import('libpg-query')
  // With nothing else under way Node sleeps until V8 has compiled in the background whatever it has begun to, and what
  // follows the load would run inside that sleep and wait for its end: 200 ms. A timer keeps Node awake.
  const awake = setInterval(() => {}, 1000)
  await module.loadModule()
  await new Promise(setImmediate)
  clearInterval(awake)
  parser = module
}

export interface RawStatement {
  node: Node
  /** UTF-8 byte offsets into the parsed text. */
  startByte: number
  endByte: number
}

/** What the parser says about a text it refuses; `offset` is in UTF-16 units. */
export interface ParseFailure {
  reason: string
  offset: number
}

/** PostgreSQL's raw parser: the statements, or the first error. */
export function parseText(text: string): RawStatement[] | ParseFailure {
  try {
    const { stmts = [] } = loaded().parseSync(text)
    const byteLength = Buffer.byteLength(text)
    return stmts.map(({ stmt, stmt_location = 0, stmt_len = byteLength - stmt_location }) => ({
      node: stmt as Node,
      startByte: stmt_location,
      endByte: stmt_location + stmt_len,
    }))
  } catch (error) {
    const { message, cursorPosition } = failureDetails(error)
    if (message === 'Query cannot be empty') return []
    return { reason: message, offset: utf16Offset(text, cursorPosition) }
  }
}

/** PostgreSQL's scanner: the tokens with UTF-8 byte offsets, comments included; undefined for a text it cannot scan. */
export function scanText(text: string): ScanToken[] | undefined {
  if (text === '') return [] // libpg-query refuses it
  try {
    return loaded().scanSync(text).tokens
  } catch {
    // A text that does not scan does not parse either, and `parseText` says why with the place.
    return undefined
  }
}

/** PL/pgSQL's own parser over a CREATE FUNCTION, CREATE PROCEDURE or DO statement. */
export function parsePlpgsqlText(text: string): unknown[] | ParseFailure {
  const parsed = tryPlpgsql(text)
  if (!isFailure(parsed)) return parsed
  const row = /^"([^".]+)\.[^"]+" is not a known variable$/.exec(parsed.reason)?.[1]
  const withRecord = row === undefined ? text : declareRecord(text, row)
  return withRecord === text ? parsed : parsePlpgsqlText(withRecord)
}

function tryPlpgsql(text: string): unknown[] | ParseFailure {
  try {
    const { plpgsql_funcs } = loaded().parsePlPgSQLSync(text) as unknown as { plpgsql_funcs: unknown[] }
    return plpgsql_funcs
  } catch (error) {
    const { message, cursorPosition } = failureDetails(error)
    return { reason: message, offset: utf16Offset(text, cursorPosition) }
  }
}

/**
 * The parser has no catalog and takes a variable of a table's row type for a scalar, of which no field can be assigned. As a
 * record it is read; every place in the text stays where it is.
 */
function declareRecord(text: string, variable: string): string {
  const declaration = new RegExp(
    `(\\b${variable}\\s+)(?!record\\b)((?:[\\w"]+\\.)?[\\w"]+(?:\\s*%\\s*rowtype)?)`,
    'i',
  )
  return text.replace(declaration, (_, name: string, type: string) => name + 'record'.padEnd(type.length))
}

export function isFailure<T>(result: T[] | ParseFailure): result is ParseFailure {
  return !Array.isArray(result)
}

function loaded(): Parser {
  if (parser === undefined) throw new Error('loadParser() has not been awaited')
  return parser
}

function failureDetails(error: unknown): { message: string; cursorPosition: number } {
  if (!(error instanceof Error)) throw error
  const details = (error as { sqlDetails?: { cursorPosition?: number } }).sqlDetails
  return { message: error.message, cursorPosition: details?.cursorPosition ?? 0 }
}

/** The parser reports error positions in code points, JavaScript counts UTF-16 units. */
function utf16Offset(text: string, codePoints: number): number {
  let offset = 0
  for (let i = 0; i < codePoints && offset < text.length; i++) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1
  }
  return offset
}
