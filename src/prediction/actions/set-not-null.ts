import { defineAction } from '../alter-action.ts'
import { needColumn } from '../lookup.ts'
import type { Table } from '../model.ts'

export const setNotNull = defineAction({
  subtypes: ['AT_SetNotNull'],
  sources: ['ATExecSetNotNull() and NotNullImpliedByRelConstraints() in commands/tablecmds.c'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'column attributes',
  recursion: 'children',
  play({ name = '' }, { recorder, table, workOn }) {
    const column = needColumn(recorder, table, name)
    if (!column.isNullable) return
    column.isNullable = false
    if (!isProved(table, name)) workOn(table).hasScan = true
  },
})

/** A valid CHECK (… IS NOT NULL) says already that there is no null, so no row is looked at. */
function isProved(table: Table, column: string): boolean {
  return table.constraints.some(
    ({ kind, isValid, expression = '' }) =>
      kind === 'check' &&
      isValid &&
      new RegExp(`^\\(*"?${column}"?\\)* is not null\\)*$`, 'i').test(expression),
  )
}
