import { defineAction } from '../alter-action.ts'
import { inheritFrom } from '../inherit.ts'
import { needTable } from '../lookup.ts'
import { descendants } from '../names.ts'

export const addInherit = defineAction({
  subtypes: ['AT_AddInherit'],
  sources: ['ATExecAddInherit() and CreateInheritance() in commands/tablecmds.c'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'misc',
  recursion: 'no',
  prepare(_, { recorder, table }) {
    if (table.ofType !== undefined) recorder.fail('42809', 'cannot change inheritance of typed table')
    if (table.bound !== undefined) recorder.fail('42809', 'cannot change inheritance of a partition')
    if (table.kind === 'partitioned table')
      recorder.fail('42809', 'cannot change inheritance of partitioned table')
  },
  play({ def }, { recorder, table }) {
    if (def === undefined || !('RangeVar' in def)) return
    const parent = needTable(recorder, def.RangeVar)
    if (parent === undefined) return
    recorder.lock(parent, 'SHARE UPDATE EXCLUSIVE')
    if (!/^(table|partitioned table|foreign table)$/.test(parent.kind))
      recorder.fail('42809', `"${parent.name}" is no table`)
    if (parent.kind === 'partitioned table') recorder.fail('42809', 'cannot inherit from partitioned table')
    if (parent.bound !== undefined) recorder.fail('42809', 'cannot inherit from a partition')
    if (parent.persistence === 'temporary' && table.persistence !== 'temporary') {
      recorder.fail('42809', 'cannot inherit from temporary relation')
    }
    if (table.parents.includes(parent)) recorder.fail('42P07', `would be inherited from more than once`)
    if (parent === table || descendants(table).includes(parent))
      recorder.fail('42P07', 'circular inheritance')
    inheritFrom(recorder, table, parent)
    table.parents.push(parent)
    parent.children.push(table)
  },
})
