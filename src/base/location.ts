/** A place in a file: lines and columns count from 1, columns in UTF-16 units; the end is exclusive. */
export interface Location {
  file: string
  line: number
  column: number
  endLine: number
  endColumn: number
}

/** Where the characters `start` to `end` (offsets into `text`) are. */
export function locate(file: string, text: string, start: number, end: number): Location {
  const from = lineAndColumn(text, start)
  const to = lineAndColumn(text, end)
  return { file, line: from.line, column: from.column, endLine: to.line, endColumn: to.column }
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  let line = 1
  let lineStart = 0
  for (let end = text.indexOf('\n'); end >= 0 && end < offset; end = text.indexOf('\n', lineStart)) {
    line++
    lineStart = end + 1
  }
  return { line, column: offset - lineStart + 1 }
}

/** `file:line:column`, the form editors and terminals make clickable. */
export function formatLocation(location: Location): string {
  return `${location.file}:${location.line}:${location.column}`
}

/**
 * The line a location starts on, with a caret under its column:
 *
 *     3 | alter tabel orders add note text;
 *       |       ^
 */
export function drawCaret(text: string, location: Location): string {
  const line = text.split('\n')[location.line - 1]?.replace(/\r$/, '') ?? ''
  const gutter = String(location.line)
  const indent = line.slice(0, location.column - 1).replace(/[^\t]/g, ' ')
  return `${gutter} | ${line}\n${' '.repeat(gutter.length)} | ${indent}^`
}
