import { defineAction } from '../alter-action.ts'
import { needColumn } from '../lookup.ts'
import { isProvedNotNull } from '../proofs.ts'

export const setNotNull = defineAction({
  subtypes: ['AT_SetNotNull'],
  sources: ['ATExecSetNotNull() and NotNullImpliedByRelConstraints() in commands/tablecmds.c'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'column attributes',
  recursion: 'children',
  play({ name = '' }, { recorder, table, isOnly, workOn }) {
    const column = needColumn(recorder, table, name)
    const unproved = table.constraints.find(
      ({ kind, columns, isValid }) => kind === 'not null' && columns[0] === name && !isValid,
    )
    if (unproved !== undefined) {
      unproved.isValid = true
      workOn(table).hasScan = true
      return
    }
    if (!column.isNullable) return
    if (isOnly && table.kind === 'partitioned table') {
      const isLeft = table.children.some(
        child =>
          child.columns.some(it => it.name === name && it.isNullable) &&
          (recorder.model.major >= 18 || !isProvedNotNull(child, name)),
      )
      if (isLeft) recorder.fail('42P16', 'constraint must be added to child tables too')
    }
    column.isNullable = false
    if (!isProvedNotNull(table, name)) workOn(table).hasScan = true
  },
})
