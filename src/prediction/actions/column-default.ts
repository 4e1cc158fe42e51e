import { sketchExpression } from '../../sql/index.ts'
import { allTables, defineAction } from '../alter-action.ts'
import { refuseDefault } from '../default-value.ts'
import { needColumn } from '../lookup.ts'
import { changeColumn } from '../part-changes.ts'

export const columnDefault = defineAction({
  subtypes: ['AT_ColumnDefault'],
  sources: ['ATExecColumnDefault() in commands/tablecmds.c'],
  targets: [...allTables, 'view'],
  lock: 'ACCESS EXCLUSIVE',
  pass: ({ def }) => (def === undefined ? 'drop' : 'add other constraint'),
  recursion: 'children',
  play({ name = '', def }, { recorder, table }) {
    const column = needColumn(recorder, table, name)
    if (column.identity !== undefined) recorder.fail('42601', `column "${name}" is an identity column`)
    if (column.generated !== undefined) recorder.fail('42601', `column "${name}" is a generated column`)
    if (def !== undefined) refuseDefault(recorder, column.type, def)
    column.default = def && sketchExpression(def)
    changeColumn(recorder, table, name)
  },
})
