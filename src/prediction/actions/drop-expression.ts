import { defineAction } from '../alter-action.ts'
import { needColumn } from '../lookup.ts'
import { changeColumn } from '../part-changes.ts'

export const dropExpression = defineAction({
  subtypes: ['AT_DropExpression'],
  sources: ['ATExecDropExpression() in commands/tablecmds.c'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'drop',
  recursion: 'children',
  prepare({ name = '' }, { recorder, table, root, isOnly }) {
    // The server goes on to the children without theirs, so that it refuses grandchildren too.
    if ((isOnly || table !== root) && table.children.length > 0) {
      recorder.fail('0A000', 'DROP EXPRESSION must be applied to child tables too')
    }
    const { isInherited } = needColumn(recorder, table, name)
    const isOfParent =
      isInherited || table.parents.some(it => it.columns.some(column => column.name === name))
    if (isOfParent && table === root) {
      recorder.fail('42P16', 'cannot drop generation expression from inherited column')
    }
  },
  play({ name = '', missing_ok }, { recorder, table }) {
    const column = needColumn(recorder, table, name)
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
