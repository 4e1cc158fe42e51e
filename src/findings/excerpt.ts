import type { Finding } from './finding.ts'

/**
 * A line of source text; `from` and `to` (offsets in it, the end exclusive) mark what the finding points at.
 */
export interface ExcerptLine {
  number: number
  text: string
  from: number
  to: number
}

export interface Excerpt {
  lines: ExcerptLine[]
  /** How many more lines the finding covers. */
  omitted: number
}

const mostLines = 8

/** The lines that a finding points at, or undefined when neither their file nor its statement is at hand. */
export function excerptOf(finding: Finding, sources?: ReadonlyMap<string, string>): Excerpt | undefined {
  const { location, statement } = finding
  if (location === undefined) return undefined
  const source = sources?.get(location.file)
  const text = source ?? (statement === undefined ? undefined : placeAt(statement, location))
  if (text === undefined) return undefined
  const lines = text
    .split('\n')
    .slice(location.line - 1, Math.max(location.line, location.endLine))
    .map((line, index, all) => markLine(line.replace(/\r$/, ''), index, all.length, location))
  if (lines.length === 0) return undefined
  return { lines: lines.slice(0, mostLines), omitted: Math.max(0, lines.length - mostLines) }
}

/** A statement with the lines and columns before it blank, as if its file held nothing else. */
function placeAt(statement: string, { line, column }: { line: number; column: number }): string {
  return '\n'.repeat(line - 1) + ' '.repeat(column - 1) + statement
}

function markLine(
  text: string,
  index: number,
  lineCount: number,
  location: NonNullable<Finding['location']>,
): ExcerptLine {
  const start = index === 0 ? location.column - 1 : text.length - text.trimStart().length
  const end = index === lineCount - 1 ? location.endColumn - 1 : text.trimEnd().length
  const from = Math.min(start, text.length)
  return { number: location.line + index, text, from, to: Math.max(from, Math.min(end, text.length)) }
}
