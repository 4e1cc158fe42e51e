import { needTable } from '../lookup.ts'
import { findRelation } from '../names.ts'
import { defineStatement } from '../statement-play.ts'

export const alterObjectDepends = defineStatement({
  nodes: ['AlterObjectDependsStmt'],
  sources: ['ExecAlterObjectDependsStmt() in commands/alter.c'],
  play({ relation }, recorder) {
    if (relation === undefined) return
    const found = findRelation(recorder.model, relation) ?? needTable(recorder, relation)
    if (found !== undefined) recorder.lock(found, 'ACCESS EXCLUSIVE')
  },
})
