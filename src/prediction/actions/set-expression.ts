import { sketchExpression } from '../../sql/index.ts'
import { defineAction } from '../alter-action.ts'
import { refuseWrongGeneration } from '../column-definition.ts'
import { needColumn } from '../lookup.ts'
import { changeColumn } from '../part-changes.ts'

export const setExpression = defineAction({
  subtypes: ['AT_SetExpression'],
  sources: ['ATExecSetExpression() in commands/tablecmds.c'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'set expression',
  recursion: 'children',
  play({ name = '', def }, { recorder, table, root, workOn }) {
    const { publications } = recorder.model
    const column = needColumn(recorder, table, name)
    const { generated } = column
    if (generated === undefined) return recorder.fail('55000', `column "${name}" is not a generated column`)
    if (column.isInherited && table === root)
      recorder.fail('42P16', `cannot alter inherited column "${name}"`)
    const isVirtual = generated.how === 'virtual'
    if (isVirtual && table.constraints.some(it => it.kind === 'check')) {
      recorder.fail('0A000', 'SET EXPRESSION is not supported for virtual generated columns with CHECKs')
    }
    const isPublished = [...publications.values()].some(it => it.tables.some(entry => entry.table === table))
    if (isVirtual && isPublished) recorder.fail('0A000', 'SET EXPRESSION is not supported in publications')
    refuseWrongGeneration(recorder, table, { raw_expr: def }, name)
    column.generated = { ...generated, as: sketchExpression(def!) }
    changeColumn(recorder, table, name)
    workOn(table).changedColumns.set(name, { ...column })
    if (!isVirtual) workOn(table).hasRewrite = true
  },
})
