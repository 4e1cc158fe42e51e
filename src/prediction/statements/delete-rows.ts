import { dataSources, readOthers, readWith, refuseWithoutIdentity, writeTo } from '../data-access.ts'
import { foreignKeysTo } from '../dependents.ts'
import { scanUnlessIndexed } from '../reads.ts'
import { defineStatement } from '../statement-play.ts'

export const deleteRows = defineStatement({
  nodes: ['DeleteStmt'],
  sources: dataSources,
  play({ relation, whereClause, usingClause, withClause, returningClause }, recorder) {
    readWith(recorder, withClause)
    const table = writeTo(recorder, relation!)
    if (table === undefined) return
    refuseWithoutIdentity(recorder, table)
    readOthers(recorder, [whereClause, usingClause, returningClause], withClause)
    if (usingClause === undefined) scanUnlessIndexed(recorder, relation!, { where: whereClause })
    for (const { table: referencing } of foreignKeysTo(recorder.model, table)) {
      recorder.lock(referencing, 'ROW EXCLUSIVE')
    }
  },
})
