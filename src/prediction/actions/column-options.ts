import { allTables, defineAction } from '../alter-action.ts'
import { needColumn } from '../lookup.ts'

export const columnOptions = defineAction({
  subtypes: ['AT_SetOptions', 'AT_ResetOptions'],
  sources: ['ATExecSetOptions() in commands/tablecmds.c'],
  targets: [...allTables, 'materialized view'],
  lock: 'SHARE UPDATE EXCLUSIVE',
  pass: 'misc',
  recursion: 'no',
  play({ name = '', def }, { recorder, table }) {
    needColumn(recorder, table, name)
    for (const node of def !== undefined && 'List' in def ? (def.List.items ?? []) : []) {
      const option = 'DefElem' in node ? (node.DefElem.defname ?? '') : ''
      if (!/^n_distinct(_inherited)?$/.test(option))
        recorder.fail('22023', `unrecognized parameter "${option}"`)
    }
  },
})
