import type { ActionScene } from './alter-action.ts'
import { needColumn } from './lookup.ts'
import type { Table } from './model.ts'
import { isProvedNotNull } from './proofs.ts'

/** Makes a column of a primary key NOT NULL, in children too; rows are read unless a CHECK speaks for them. */
export function requireValue(scene: ActionScene, table: Table, name: string, isOnly: boolean): void {
  const { recorder, workOn, mode } = scene
  const column = needColumn(recorder, table, name)
  if (column.isNullable) {
    const isLeft = table.children.some(child => child.columns.some(it => it.name === name && it.isNullable))
    if (isOnly && isLeft && table.kind === 'partitioned table') {
      // 18 has no SQLSTATE of its own for it.
      recorder.fail(recorder.model.major >= 18 ? 'XX000' : '42P16', 'child tables must be NOT NULL too')
    }
    column.isNullable = false
    if (!isProvedNotNull(table, name)) workOn(table).hasScan = true
  }
  if (isOnly) return
  for (const child of table.children) {
    recorder.lock(child, mode)
    requireValue(scene, child, name, false)
  }
}
