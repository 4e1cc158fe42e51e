import { lockModes } from '../../effects/index.ts'
import { needTable, rangeVarsOf } from '../lookup.ts'
import type { Table } from '../model.ts'
import { descendants } from '../names.ts'
import type { Mode, Recorder } from '../recorder.ts'
import { defineStatement } from '../statement-play.ts'

export const lock = defineStatement({
  nodes: ['LockStmt'],
  sources: ['LockTableCommand() and LockViewRecurse() in commands/lockcmds.c'],
  play({ relations, mode }, recorder) {
    const sql = lockModes.find(({ strength }) => strength === mode)?.sql as Mode
    for (const name of rangeVarsOf(relations)) {
      const table = needTable(recorder, name)
      if (table === undefined) continue
      if (!/^(partitioned )?table$|^view$/.test(table.kind)) {
        recorder.fail('42809', `cannot lock relation "${table.name}"`)
      }
      lockAll(recorder, table, sql, name.inh === true)
    }
  },
})

/** Children are locked too, and so is whatever a view reads. */
function lockAll(recorder: Recorder, table: Table, mode: Mode, hasChildren: boolean): void {
  recorder.lock(table, mode)
  if (hasChildren) for (const child of descendants(table)) recorder.lock(child, mode)
  if (table.kind !== 'view') return
  for (const { table: used } of table.uses) {
    if (/^(partitioned )?table$|^view$/.test(used.kind)) lockAll(recorder, used, mode, true)
  }
}
