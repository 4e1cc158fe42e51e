import { scanText } from './parser.ts'

/** A stretch of SQL, and the COPY data that follows its last statement. */
export interface Segment {
  start: number
  end: number
  copyData?: string
}

/**
 * Cuts a file at its `COPY … FROM stdin;` blocks, whose data no SQL parser can read. A candidate inside a comment or
 * a string is none: there the text before it does not scan, because the comment or string is still open.
 */
export function segmentText(text: string): Segment[] {
  const segments: Segment[] = []
  const copyStart = /^[ \t]*copy\b[^;]*?\bfrom\s+stdin\b[^;]*;[^\n]*\n/gim
  let start = 0
  for (let match = copyStart.exec(text); match !== null; match = copyStart.exec(text)) {
    const dataStart = match.index + match[0].length
    const data = readCopyData(text, dataStart)
    if (data === undefined || scanText(text.slice(start, match.index)) === undefined) continue
    segments.push({ start, end: dataStart, copyData: data.lines })
    start = data.end
    copyStart.lastIndex = start
  }
  if (start < text.length) segments.push({ start, end: text.length })
  return segments
}

/** The lines up to `\.` on a line of its own, and where the text goes on. */
function readCopyData(text: string, start: number): { lines: string; end: number } | undefined {
  const close = /^\\\.[ \t]*\r?(\n|$)/gm
  close.lastIndex = start
  const match = close.exec(text)
  if (match === null) return undefined
  return { lines: text.slice(start, match.index), end: match.index + match[0].length }
}
