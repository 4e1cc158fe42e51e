import { defineAction, plainTables } from '../alter-action.ts'

export const setAccessMethod = defineAction({
  subtypes: ['AT_SetAccessMethod'],
  sources: ['ATPrepSetAccessMethod() in commands/tablecmds.c'],
  targets: [...plainTables, 'materialized view'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'misc',
  recursion: 'no',
  play({ name }, { recorder, table, workOn }) {
    const { major, gaps } = recorder.model
    if (major < 15) recorder.fail('42601', 'SET ACCESS METHOD is not there before 15')
    if (table.kind === 'partitioned table' && major < 17) {
      recorder.fail(major < 17 ? '0A000' : '42809', 'cannot change access method of a partitioned table')
    }
    if (name !== undefined && name !== 'heap' && gaps.length === 0 && name !== table.accessMethod) {
      if (/^(btree|hash|gin|gist|spgist|brin)$/.test(name))
        recorder.fail('42809', `${name} is no table access method`)
    }
    const method = name ?? 'heap'
    if ((table.accessMethod ?? 'heap') === method) return
    table.accessMethod = method
    workOn(table).hasRewrite = true
  },
})
