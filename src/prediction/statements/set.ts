import type { Node } from '../../sql/index.ts'
import { changeSetting, joinValues } from '../settings.ts'
import { defineStatement } from '../statement-play.ts'

export const set = defineStatement({
  nodes: ['VariableSetStmt'],
  sources: ['ExecSetVariableStmt() in utils/misc/guc_funcs.c'],
  play({ kind, name = '', args = [], is_local }, { model }) {
    if (kind === 'VAR_SET_VALUE') {
      changeSetting(model, name, joinValues(name, args.flatMap(readValue)), is_local)
    } else if (kind === 'VAR_SET_DEFAULT' || kind === 'VAR_RESET') {
      changeSetting(model, name, undefined, is_local)
    } else if (kind === 'VAR_RESET_ALL') {
      for (const it of [...model.settings.keys()]) changeSetting(model, it, undefined)
    }
  },
})

function readValue(node: Node): string[] {
  const constant = 'TypeCast' in node ? node.TypeCast.arg : node
  if (constant === undefined || !('A_Const' in constant)) return []
  const { ival, fval, boolval, sval } = constant.A_Const
  if (ival !== undefined) return [String(ival.ival ?? 0)]
  return [sval?.sval ?? fval?.fval ?? String(boolval?.boolval ?? '')]
}
