import { defineAction, plainTables } from '../alter-action.ts'

export const setAccessMethod = defineAction({
  subtypes: ['AT_SetAccessMethod'],
  sources: ['ATPrepSetAccessMethod() in commands/tablecmds.c'],
  targets: [...plainTables, 'materialized view'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'misc',
  recursion: 'no',
  prepare(_, { recorder, table }) {
    if (table.kind === 'partitioned table' && recorder.model.major < 17) {
      recorder.fail('42809', 'cannot change access method of a partitioned table')
    }
  },
  play({ name = 'heap' }, { recorder, table, workOn }) {
    if (/^(btree|hash|gin|gist|spgist|brin)$/.test(name))
      recorder.fail('42809', `${name} is no table access method`)
    if ((table.accessMethod ?? 'heap') === name) return
    table.accessMethod = name
    workOn(table).hasRewrite = true
  },
})
