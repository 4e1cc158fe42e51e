import { defineAction } from '../alter-action.ts'
import { needColumn } from '../lookup.ts'

export const columnGenericOptions = defineAction({
  subtypes: ['AT_AlterColumnGenericOptions'],
  sources: ['ATExecAlterColumnGenericOptions() in commands/tablecmds.c'],
  targets: ['foreign table'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'misc',
  recursion: 'no',
  play({ name = '' }, { recorder, table }) {
    needColumn(recorder, table, name)
  },
})
