import { defineAction, plainTables } from '../alter-action.ts'

export const rowSecurity = defineAction({
  subtypes: ['AT_EnableRowSecurity', 'AT_DisableRowSecurity', 'AT_ForceRowSecurity', 'AT_NoForceRowSecurity'],
  sources: ['ATExecSetRowSecurity() and ATExecForceNoForceRowSecurity() in commands/tablecmds.c'],
  targets: plainTables,
  lock: 'ACCESS EXCLUSIVE',
  pass: 'misc',
  recursion: 'no',
  play({ subtype }, { table }) {
    if (subtype === 'AT_EnableRowSecurity') table.hasRowSecurity = true
    if (subtype === 'AT_DisableRowSecurity') table.hasRowSecurity = false
  },
})
