import { foreignKeysTo } from '../dependents.ts'
import { needTable, rangeVarsOf } from '../lookup.ts'
import type { Table } from '../model.ts'
import { descendants } from '../names.ts'
import type { Recorder } from '../recorder.ts'
import { sequencesOf } from '../sequences.ts'
import { defineStatement } from '../statement-play.ts'

export const truncate = defineStatement({
  nodes: ['TruncateStmt'],
  sources: ['ExecuteTruncate() and ExecuteTruncateGuts() in commands/tablecmds.c'],
  play({ relations, restart_seqs, behavior }, recorder) {
    const tables = new Set<Table>()
    for (const name of rangeVarsOf(relations)) {
      const table = needTable(recorder, name)
      if (table === undefined) continue
      const isOnly = name.inh !== true
      if (isOnly && table.kind === 'partitioned table') {
        recorder.fail('42809', `cannot truncate only a partitioned table: "${table.name}"`)
      }
      for (const it of isOnly ? [table] : [table, ...descendants(table)]) add(recorder, tables, it)
    }
    for (const table of tables) {
      for (const { table: referencing } of foreignKeysTo(recorder.model, table)) {
        if (tables.has(referencing)) continue
        if (behavior !== 'DROP_CASCADE') {
          recorder.fail('0A000', `"${referencing.name}" references "${table.name}"`)
        }
        add(recorder, tables, referencing)
      }
    }
    for (const table of tables) {
      if (restart_seqs) {
        for (const sequence of sequencesOf(recorder.model, table)) recorder.lock(sequence, 'ACCESS EXCLUSIVE')
      }
      if (table.kind === 'table') recorder.truncate(table)
    }
  },
})

function add(recorder: Recorder, tables: Set<Table>, table: Table): void {
  if (!/table$/.test(table.kind)) recorder.fail('42809', `"${table.name}" is not a table`)
  recorder.lock(table, 'ACCESS EXCLUSIVE')
  tables.add(table)
}
