import { allTables, defineAction } from '../alter-action.ts'
import { needColumn } from '../lookup.ts'

/** What the planner and the storage do with a column; no row is looked at, new rows are stored the new way. */
export const columnStatistics = defineAction({
  subtypes: ['AT_SetStatistics'],
  sources: ['ATExecSetStatistics() in commands/tablecmds.c'],
  targets: [...allTables, 'materialized view'],
  lock: 'SHARE UPDATE EXCLUSIVE',
  pass: 'misc',
  recursion: 'children',
  play({ name = '', num }, { recorder, table }) {
    if (num) {
      recorder.fail('0A000', `cannot refer to column ${num} of a table by number`)
    }
    const { generated } = needColumn(recorder, table, name)
    if (generated?.how === 'virtual')
      recorder.fail('0A000', 'cannot alter statistics on virtual generated column')
  },
})
