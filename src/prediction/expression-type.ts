import { type Node, stringsOf } from '../sql/index.ts'
import { baseType } from './casts.ts'
import { typeOf } from './default-value.ts'
import type { Table } from './model.ts'
import type { Recorder } from './recorder.ts'
import type { TypeRef } from './type.ts'

/** From the narrowest to the widest: what is computed of two of them has the wider one. */
const integers = ['smallint', 'integer', 'bigint']

/** The type of an expression over the columns of a table that shows it: a column, a cast, a sum of whole numbers. */
export function typeOfExpression(recorder: Recorder, table: Table, node: Node): TypeRef | undefined {
  if ('ColumnRef' in node) {
    const name = stringsOf(node.ColumnRef.fields).at(-1)
    return table.columns.find(column => column.name === name)?.type
  }
  if (!('A_Expr' in node)) return typeOf(recorder, node)
  const { name, lexpr, rexpr } = node.A_Expr
  if (lexpr === undefined || rexpr === undefined || !/^[-+*/]$/.test(stringsOf(name).join('.')))
    return undefined
  const widths = [lexpr, rexpr].map(side => {
    const type = typeOfExpression(recorder, table, side)
    return type === undefined || type.isArray ? -1 : integers.indexOf(baseType(recorder.model, type).name)
  })
  if (widths.includes(-1)) return undefined
  return { name: integers[Math.max(...widths)]!, modifiers: [], isArray: false }
}
