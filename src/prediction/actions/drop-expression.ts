import { defineAction } from '../alter-action.ts'
import { needColumn } from '../lookup.ts'
import { changeColumn } from '../part-changes.ts'

export const dropExpression = defineAction({
  subtypes: ['AT_DropExpression'],
  sources: ['ATExecDropExpression() in commands/tablecmds.c'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'drop',
  recursion: 'children',
  play({ name = '', missing_ok }, { recorder, table, root, isOnly }) {
    if (isOnly && table.children.length > 0) {
      recorder.fail('42P16', 'DROP EXPRESSION must be applied to child tables too')
    }
    const column = needColumn(recorder, table, name)
    if (column.isInherited && table === root && column.generated !== undefined) {
      recorder.fail('42P16', 'cannot drop generation expression from inherited column')
    }
    if (column.generated === undefined) {
      if (!missing_ok && table.isKnown) recorder.fail('55000', `column "${name}" is not a generated column`)
      return
    }
    if (column.generated.how === 'virtual') {
      recorder.fail('0A000', 'DROP EXPRESSION is not supported for virtual generated columns')
    }
    column.generated = undefined
    changeColumn(recorder, table, name)
  },
})
