import type { Node } from '../sql/index.ts'
import { baseType, categoryOf } from './casts.ts'
import { typeOf } from './default-value.ts'
import { stringsOf, visitExpression } from './expressions.ts'
import type { Column, Table } from './model.ts'
import { nameOfColumn } from './proofs.ts'
import type { Recorder } from './recorder.ts'

/**
 * An expression that was made for one type of a column is read again for another: an operator or a function that is not there
 * for it ends the statement. Which ones are there nobody lists; types of one category share them.
 */
export function refuseOperators(
  recorder: Recorder,
  table: Table,
  expression: string | Node,
  changed: ReadonlyMap<string, Pick<Column, 'type'>> = new Map(),
): void {
  const { model } = recorder
  const categories = (name: string | undefined) => {
    const before = name === undefined ? undefined : changed.get(name)?.type
    const now = table.columns.find(it => it.name === name)?.type
    if (before === undefined || now === undefined) return undefined
    return [categoryOf(model, baseType(model, before)), categoryOf(model, baseType(model, now))] as const
  }
  visitExpression(expression, (kind, inner) => {
    if (kind === 'FuncCall') {
      const isOther = ((inner.args ?? []) as Node[]).some(
        arg => isPlainColumn(arg) && isChanged(categories(nameOfColumn(arg))),
      )
      if (isOther) recorder.fail('42883', `there is no such function for the new type in an expression`)
    }
    if (kind !== 'A_Expr' || inner.kind !== 'AEXPR_OP' || !isComparison(inner.name)) return
    const [left, right] = [inner.lexpr, inner.rexpr] as (Node | undefined)[]
    for (const [it, other] of [
      [left, right],
      [right, left],
    ]) {
      if (it === undefined || other === undefined || !isPlainColumn(it)) continue
      const now = table.columns.find(column => column.name === nameOfColumn(it))?.type
      const type = typeOf(recorder, other)
      if (now === undefined || type === undefined) continue
      const [a, b] = [categoryOf(model, baseType(model, now)), categoryOf(model, baseType(model, type))]
      if (a === b || !apart.test(a) || !apart.test(b)) continue
      recorder.fail('42883', `there is no such operator for these types in an expression`)
    }
  })
}

/** Categories of types none of which is compared with one of another. */
const apart = /^[NSDTBE]$/

function isComparison(name: unknown): boolean {
  return stringsOf(name).every(it => /^(=|<>|<|>|<=|>=)$/.test(it))
}

function isPlainColumn(node: Node): boolean {
  return 'ColumnRef' in node
}

function isChanged(categories: readonly [string, string] | undefined): boolean {
  return categories !== undefined && categories[0] !== categories[1]
}
