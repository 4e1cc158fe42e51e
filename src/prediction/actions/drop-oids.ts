import { defineAction } from '../alter-action.ts'

/** Tables with OIDs are no more; the words are still taken. */
export const dropOids = defineAction({
  subtypes: ['AT_DropOids'],
  sources: ['ATPrepCmd() in commands/tablecmds.c'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'drop',
  recursion: 'no',
  play() {},
})
