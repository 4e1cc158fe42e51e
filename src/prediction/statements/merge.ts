import { insideOf } from '../../sql/index.ts'
import {
  checkTargets,
  dataSources,
  readOthers,
  readWith,
  refuseRepeats,
  targets,
  writeTo,
} from '../data-access.ts'
import { defineStatement } from '../statement-play.ts'

export const merge = defineStatement({
  nodes: ['MergeStmt'],
  sources: dataSources,
  play({ relation, sourceRelation, joinCondition, mergeWhenClauses, withClause, returningClause }, recorder) {
    if (recorder.model.major < 15) recorder.fail('42601', 'MERGE is not there before 15')
    readWith(recorder, withClause)
    const table = writeTo(recorder, relation!)
    if (table === undefined) return
    for (const clause of mergeWhenClauses ?? []) {
      const { commandType, targetList = [] } = insideOf(clause, 'MergeWhenClause') ?? {}
      refuseRepeats(recorder, targets(targetList), commandType === 'CMD_INSERT' ? 'insert' : 'update')
    }
    readOthers(recorder, [sourceRelation, joinCondition, mergeWhenClauses, returningClause], withClause)
    checkTargets(recorder, table)
  },
})
