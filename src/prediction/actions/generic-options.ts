import { defineAction } from '../alter-action.ts'

export const genericOptions = defineAction({
  subtypes: ['AT_GenericOptions'],
  sources: ['ATExecGenericOptions() in commands/tablecmds.c'],
  targets: ['foreign table'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'misc',
  recursion: 'no',
  play() {},
})
