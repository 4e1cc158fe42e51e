import type { Position, Range } from 'vscode-languageserver'
import type { Location } from '../base/index.ts'

/** Editors count lines and columns from 0. */
export function toRange({ line, column, endLine, endColumn }: Location): Range {
  return {
    start: { line: line - 1, character: column - 1 },
    end: { line: endLine - 1, character: endColumn - 1 },
  }
}

export function includes(location: Location, position: Position): boolean {
  const { start, end } = toRange(location)
  return !isBefore(position, start) && !isBefore(end, position)
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character)
}
