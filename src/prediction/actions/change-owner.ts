import { allTables, defineAction } from '../alter-action.ts'
import { sequenceOf } from '../sequences.ts'

/** The owner of a table owns its indexes and its sequences too. */
export const changeOwner = defineAction({
  subtypes: ['AT_ChangeOwner'],
  sources: ['ATExecChangeOwner() in commands/tablecmds.c'],
  targets: [...allTables, 'view', 'materialized view', 'composite type'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'misc',
  recursion: 'no',
  play(_, { recorder, table }) {
    for (const { name } of table.columns) {
      const sequence = sequenceOf(recorder, table, name)
      if (sequence !== undefined) recorder.lock(sequence, 'ACCESS EXCLUSIVE')
    }
  },
})
