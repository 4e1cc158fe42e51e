import { defineAction, plainTables } from '../alter-action.ts'

export const setTablespace = defineAction({
  subtypes: ['AT_SetTableSpace'],
  sources: ['ATExecSetTableSpace() and ATExecSetTableSpaceNoStorage() in commands/tablecmds.c'],
  targets: [...plainTables, 'materialized view'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'misc',
  recursion: 'no',
  play({ name = '' }, { table, workOn }) {
    if ((table.tablespace ?? 'pg_default') === name) return
    table.tablespace = name === 'pg_default' ? undefined : name
    workOn(table).hasCopy = true
  },
})
