import type { Node } from 'libpg-query'
import { isFailure, loadParser, parseText } from './parser.ts'

/** Loads the parser once; `splitExpressions` needs it. */
export const loadExpressions = loadParser

/** The expressions of a list as PostgreSQL prints it: `a, lower(b)` are two, `f(a, b)` is one. */
export function splitExpressions(list: string): string[] {
  if (!list.includes(',')) return [list]
  const select = `select ${list}`
  const parsed = parseText(select)
  if (isFailure(parsed)) return [list]
  const { SelectStmt } = parsed[0]!.node as {
    SelectStmt: { targetList: { ResTarget: { location: number } }[] }
  }
  const bytes = Buffer.from(select)
  const starts = SelectStmt.targetList.map(({ ResTarget }) => ResTarget.location)
  return starts.map((start, i) =>
    bytes
      .subarray(start, starts[i + 1])
      .toString()
      .replace(/,\s*$/, '')
      .trim(),
  )
}

/** The parse tree of an expression as PostgreSQL prints it; undefined for what is none. */
export function parseExpression(text: string): Node | undefined {
  const parsed = parseText(`select ${text}`)
  if (isFailure(parsed)) return undefined
  const [statement] = parsed
  if (statement === undefined || !('SelectStmt' in statement.node)) return undefined
  const [target] = statement.node.SelectStmt.targetList ?? []
  return target !== undefined && 'ResTarget' in target ? target.ResTarget.val : undefined
}
