import {
  checkTargets,
  dataSources,
  readOthers,
  readWith,
  refuseRepeats,
  refuseWithoutIdentity,
  targets,
  writeTo,
} from '../data-access.ts'
import { needColumn } from '../lookup.ts'
import { scanUnlessIndexed } from '../reads.ts'
import { defineStatement } from '../statement-play.ts'

export const update = defineStatement({
  nodes: ['UpdateStmt'],
  sources: dataSources,
  play({ relation, targetList = [], whereClause, fromClause, withClause, returningClause }, recorder) {
    readWith(recorder, withClause)
    const table = writeTo(recorder, relation!)
    if (table === undefined) return
    const columns = targets(targetList)
    for (const { name = '', val } of columns) {
      const column = needColumn(recorder, table, name)
      const isDefault = val !== undefined && 'SetToDefault' in val
      if (column.generated !== undefined && !isDefault) {
        recorder.fail('428C9', `column "${name}" can only be updated to DEFAULT`)
      }
    }
    refuseRepeats(recorder, columns, 'update')
    refuseWithoutIdentity(recorder, table)
    readOthers(recorder, [targetList, whereClause, fromClause, returningClause], withClause)
    if (fromClause === undefined) scanUnlessIndexed(recorder, relation!, { where: whereClause })
    const names = columns.map(({ name }) => name)
    if (
      table.constraints.some(it => it.kind === 'foreign key' && it.columns.some(key => names.includes(key)))
    ) {
      checkTargets(recorder, table)
    }
  },
})
