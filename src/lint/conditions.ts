import type { Node } from '../sql/index.ts'
import { stringsOf } from './named-tables.ts'

/** No condition, or one that says nothing: `true`, `1 = 1`. */
export function isAlwaysTrue(where: Node | undefined): boolean {
  if (where === undefined) return true
  if ('A_Const' in where) return where.A_Const.boolval?.boolval === true
  if (!('A_Expr' in where)) return false
  const { lexpr, rexpr, kind, name } = where.A_Expr
  const [left, right] = [lexpr, rexpr].map(it =>
    it !== undefined && 'A_Const' in it ? JSON.stringify({ ...it.A_Const, location: undefined }) : undefined,
  )
  return kind === 'AEXPR_OP' && stringsOf(name)[0] === '=' && left !== undefined && left === right
}
