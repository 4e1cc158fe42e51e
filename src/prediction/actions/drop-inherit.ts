import { defineAction } from '../alter-action.ts'
import { needTable } from '../lookup.ts'

export const dropInherit = defineAction({
  subtypes: ['AT_DropInherit'],
  sources: ['ATExecDropInherit() in commands/tablecmds.c'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'misc',
  recursion: 'no',
  play({ def }, { recorder, table }) {
    if (def === undefined || !('RangeVar' in def)) return
    if (table.bound !== undefined) recorder.fail('42809', 'cannot change inheritance of a partition')
    const parent = needTable(recorder, def.RangeVar)
    if (parent === undefined) return
    recorder.lock(parent, 'ACCESS SHARE')
    if (!table.parents.includes(parent) && table.isKnown) {
      recorder.fail('42P01', `"${parent.name}" is not a parent of "${table.name}"`)
    }
    table.parents = table.parents.filter(it => it !== parent)
    parent.children = parent.children.filter(it => it !== table)
    for (const column of table.columns) {
      if (!table.parents.some(it => it.columns.some(other => other.name === column.name)))
        column.isInherited = false
    }
    for (const constraint of table.constraints) {
      const isStill = table.parents.some(it => it.constraints.some(other => other.name === constraint.name))
      if (!isStill) constraint.isInherited = false
    }
  },
})
