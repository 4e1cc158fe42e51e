import { type Location, locate } from '../base/index.ts'
import type { Script, Substitution } from './migration.ts'
import type { Mark } from './placeholder-values.ts'

/**
 * Replaces the matches of a pattern by their values. A value keeps to its line, so lines stay right by themselves;
 * the columns behind it on that line are corrected by `placeInFile`. `resolve` gives the value of a match, or
 * undefined to leave it.
 */
export function substitute(
  script: Script,
  pattern: RegExp,
  resolve: (match: RegExpExecArray, mark: Omit<Mark, 'name'>) => string | undefined,
): Script {
  let filled = script
  let shift = 0
  for (const match of script.text.matchAll(pattern)) {
    const line = script.text.slice(0, match.index).split('\n').length
    const value = resolve(match, { text: match[0], file: script.file, line })
    if (value === undefined) continue
    filled = replaceAt(filled, match.index + shift, match[0].length, value)
    shift = filled.text.length - script.text.length
  }
  return filled
}

/** Replaces one placeholder, which stands behind all that were replaced before. */
export function replaceAt(script: Script, offset: number, originalLength: number, value: string): Script {
  const inOneLine = value.replace(/\s*\r?\n\s*/g, ' ')
  const end = offset + originalLength
  const { line, column } = locate(script.file, script.text, offset, end)
  return {
    ...script,
    text: script.text.slice(0, offset) + inOneLine + script.text.slice(end),
    original: script.original ?? script.text,
    substitutions: [
      ...(script.substitutions ?? []),
      { line, column, length: inOneLine.length, originalLength },
    ],
  }
}

/** Where a place in a script's text is in its file: they differ only behind replaced placeholders. */
export function placeInFile(script: Script, location: Location): Location {
  if (script.substitutions === undefined) return location
  return {
    ...location,
    column: columnInFile(script.substitutions, location.line, location.column),
    endColumn: columnInFile(script.substitutions, location.endLine, location.endColumn),
  }
}

/** A column inside a value is the start of its placeholder. */
function columnInFile(substitutions: readonly Substitution[], line: number, column: number): number {
  let shift = 0
  for (const value of substitutions.filter(candidate => candidate.line === line)) {
    if (column >= value.column + value.length) shift += value.originalLength - value.length
    else if (column > value.column) return value.column + shift
  }
  return column + shift
}
