import type { Node, TypeName } from 'libpg-query'
import { formatNode } from './format.ts'
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

/** The text of an expression in a parse tree; empty where the deparser cannot write it. */
export function formatExpression(node: Node): string {
  const statement: Node = {
    SelectStmt: {
      targetList: [{ ResTarget: { val: node } }],
      limitOption: 'LIMIT_OPTION_DEFAULT',
      op: 'SETOP_NONE',
    },
  }
  return formatNode(statement)?.replace(/^select /i, '') ?? ''
}

/** A type as it stands in the definition of a column; empty where the deparser cannot write it. */
export function formatTypeName(typeName: TypeName): string {
  const cast = { TypeCast: { arg: { A_Const: { isnull: true } }, typeName } }
  return formatExpression(cast).replace(/^null\s*::\s*/i, '')
}
