import { stringsOf } from '../../sql/index.ts'
import { checkTargets, readOthers } from '../data-access.ts'
import { needColumn, needTable } from '../lookup.ts'
import { readQuery } from '../reads.ts'
import { defineStatement } from '../statement-play.ts'

export const copy = defineStatement({
  nodes: ['CopyStmt'],
  sources: ['DoCopy() in commands/copy.c'],
  play({ relation, attlist, query, is_from, whereClause }, recorder) {
    if (query !== undefined) readQuery(recorder, query)
    if (relation === undefined) return
    const table = needTable(recorder, relation)
    if (table === undefined) return
    for (const column of stringsOf(attlist)) needColumn(recorder, table, column)
    if (is_from) {
      recorder.lock(table, 'ROW EXCLUSIVE')
      if (whereClause !== undefined) readOthers(recorder, whereClause, undefined)
      checkTargets(recorder, table)
      return
    }
    if (table.kind !== 'table' && table.isKnown) recorder.fail('42809', `cannot copy from "${table.name}"`)
    recorder.lock(table, 'ACCESS SHARE')
    recorder.scan(table)
  },
})
