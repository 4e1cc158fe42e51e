import type { Node } from '../sql/index.ts'
import { parseExpression } from '../sql/index.ts'
import { stringsOf } from './expressions.ts'
import type { Table } from './model.ts'

/** Whether a valid CHECK says already that a column holds no null, so that no row need be looked at. */
export function isProvedNotNull(table: Table, column: string): boolean {
  return validConditions(table).some(condition => saysNotNull(condition, column))
}

/** What every row of a table is known to pass: the conditions of valid CHECKs, taken apart at their ANDs. */
export function validConditions({ constraints }: Table): Node[] {
  return constraints.flatMap(({ kind, isValid, isEnforced, expression = '' }) => {
    const tree = kind === 'check' && isValid && isEnforced ? parseExpression(expression) : undefined
    return tree === undefined ? [] : splitAnd(tree)
  })
}

export function splitAnd(node: Node): Node[] {
  const isAnd = 'BoolExpr' in node && node.BoolExpr.boolop === 'AND_EXPR'
  return isAnd ? (node.BoolExpr.args ?? []).flatMap(splitAnd) : [node]
}

/** `x is not null`, or `not x is null`; an OR says it if each of its parts does. */
function saysNotNull(node: Node, column: string): boolean {
  if ('NullTest' in node) return isNullTest(node, 'IS_NOT_NULL', column)
  if (!('BoolExpr' in node)) return false
  const { boolop, args = [] } = node.BoolExpr
  if (boolop === 'NOT_EXPR') return isNullTest(args[0]!, 'IS_NULL', column)
  if (boolop === 'AND_EXPR') return args.some(it => saysNotNull(it, column))
  return args.every(it => saysNotNull(it, column))
}

function isNullTest(node: Node, type: string, column: string): boolean {
  if (!('NullTest' in node) || node.NullTest.nulltesttype !== type) return false
  const { arg } = node.NullTest
  return arg !== undefined && nameOfColumn(arg) === column
}

/** The column that a node is, if it is one; a cast that only prints another type does not hide it. */
export function nameOfColumn(node: Node): string | undefined {
  if ('TypeCast' in node && node.TypeCast.arg !== undefined) return nameOfColumn(node.TypeCast.arg)
  return 'ColumnRef' in node ? stringsOf(node.ColumnRef.fields).at(-1) : undefined
}
