import type { Node } from '../../sql/index.ts'
import { stringsOf } from '../../sql/index.ts'
import { findOption, isOn } from '../def-elem.ts'
import { needColumn, needRelation } from '../lookup.ts'
import type { Table } from '../model.ts'
import { descendants, isTable } from '../names.ts'
import type { Recorder } from '../recorder.ts'
import { defineStatement } from '../statement-play.ts'

export const vacuum = defineStatement({
  nodes: ['VacuumStmt'],
  sources: ['vacuum(), vacuum_rel() in commands/vacuum.c', 'analyze_rel() in commands/analyze.c'],
  play({ options, rels = [], is_vacuumcmd }, recorder) {
    const isFull = isOn(findOption(options, 'full'))
    if (is_vacuumcmd && !recorder.isAlone) {
      recorder.fail('25001', 'VACUUM cannot run inside a transaction block')
    }
    const tables = rels.length === 0 ? allTables(recorder) : rels.flatMap(node => namedTables(recorder, node))
    for (const table of tables) {
      if (!isVacuumed(table, is_vacuumcmd ?? false)) continue
      recorder.lock(table, isFull ? 'ACCESS EXCLUSIVE' : 'SHARE UPDATE EXCLUSIVE')
      if (isFull) recorder.rewrite(table)
    }
  },
})

/** What has no rows to look at is passed over with a warning. */
function isVacuumed({ kind }: Table, isVacuum: boolean): boolean {
  return /^(partitioned )?table$|^materialized view$/.test(kind) || (kind === 'foreign table' && !isVacuum)
}

function allTables({ model }: Recorder): Table[] {
  return [...model.relations.values()].filter(isTable)
}

/** A partitioned table stands for its partitions too, and since 18 any table for those that inherit from it. */
function namedTables(recorder: Recorder, node: Node): Table[] {
  if (!('VacuumRelation' in node)) return []
  const { relation, va_cols } = node.VacuumRelation
  const table = relation && needRelation(recorder, relation, 'table')
  if (table === undefined || !isTable(table)) return []
  for (const column of stringsOf(va_cols)) needColumn(recorder, table, column)
  const hasChildren = table.kind === 'partitioned table' || recorder.model.major >= 18
  return hasChildren && relation?.inh ? [table, ...descendants(table)] : [table]
}
