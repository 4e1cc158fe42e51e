import {
  checkTargets,
  dataSources,
  readOthers,
  readWith,
  refuseRepeats,
  targets,
  writeTo,
} from '../data-access.ts'
import { needColumn } from '../lookup.ts'
import { namesByWith, readQuery } from '../reads.ts'
import { defineStatement } from '../statement-play.ts'

export const insert = defineStatement({
  nodes: ['InsertStmt'],
  sources: dataSources,
  play({ relation, cols = [], selectStmt, onConflictClause, withClause, returningClause }, recorder) {
    readWith(recorder, withClause)
    const table = writeTo(recorder, relation!)
    if (table === undefined) return
    for (const { name = '' } of targets(cols)) needColumn(recorder, table, name)
    refuseRepeats(recorder, targets(cols), 'insert')
    refuseRepeats(recorder, targets(onConflictClause?.targetList ?? []), 'update')
    if (selectStmt !== undefined) readQuery(recorder, selectStmt, { outer: namesByWith(withClause) })
    readOthers(recorder, [returningClause, withClause], withClause)
    checkTargets(recorder, table)
  },
})
