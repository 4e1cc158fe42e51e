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
  return locator(file, text)(start, end)
}

/** The same for a text in which much is to be located: its lines are counted once. */
export function locator(file: string, text: string): (start: number, end: number) => Location {
  const lineStarts = [0]
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) lineStarts.push(end + 1)
  return (start, end) => {
    const line = lineOf(lineStarts, start)
    const endLine = lineOf(lineStarts, end)
    return {
      file,
      line,
      column: start - lineStarts[line - 1]! + 1,
      endLine,
      endColumn: end - lineStarts[endLine - 1]! + 1,
    }
  }
}

/** The last line that starts at an offset or before it, counted from 1. */
function lineOf(lineStarts: readonly number[], offset: number): number {
  let line = 1
  let after = lineStarts.length + 1
  while (after - line > 1) {
    const middle = (line + after) >> 1
    if (lineStarts[middle - 1]! <= offset) line = middle
    else after = middle
  }
  return line
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
