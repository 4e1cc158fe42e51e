import { type ActionScene, defineAction } from '../alter-action.ts'
import { needColumn } from '../lookup.ts'
import type { Table } from '../model.ts'
import { isProvedNotNull } from '../proofs.ts'

export const setNotNull = defineAction({
  subtypes: ['AT_SetNotNull'],
  sources: ['ATExecSetNotNull() and NotNullImpliedByRelConstraints() in commands/tablecmds.c'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'column attributes',
  recursion: ({ major }) => (major >= 18 ? 'no' : 'children'),
  play({ name = '' }, scene) {
    requireIn(scene, scene.table, name)
  },
})

/** From PostgreSQL 18 on a column that is NOT NULL already has children that are. */
function requireIn(scene: ActionScene, table: Table, name: string): void {
  const { recorder, isOnly, workOn, mode } = scene
  const column = needColumn(recorder, table, name)
  const unproved = table.constraints.find(
    ({ kind, columns, isValid }) => kind === 'not null' && columns[0] === name && !isValid,
  )
  if (unproved !== undefined) {
    unproved.isValid = true
    workOn(table).hasScan = true
    for (const child of isOnly ? [] : table.children) {
      recorder.lock(child, mode)
      requireIn(scene, child, name)
    }
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
  if (recorder.model.major < 18 || isOnly) return
  for (const child of table.children) {
    recorder.lock(child, mode)
    requireIn(scene, child, name)
  }
}
