import type { Node } from '../../sql/index.ts'
import { needSchema } from '../creation.ts'
import { needTable } from '../lookup.ts'
import { findRelation } from '../names.ts'
import type { Recorder } from '../recorder.ts'
import { findNamedRoutines } from '../routines.ts'
import { defineStatement } from '../statement-play.ts'

export const grant = defineStatement({
  nodes: ['GrantStmt'],
  sources: ['ExecuteGrantStmt() in catalog/aclchk.c, which locks no relation'],
  play({ targtype, objtype, objects = [] }, recorder) {
    for (const node of objects) {
      if (targtype === 'ACL_TARGET_ALL_IN_SCHEMA' || objtype === 'OBJECT_SCHEMA') {
        if ('String' in node) needSchema(recorder, node.String.sval ?? '')
      } else needGranted(node, recorder)
    }
  },
})

function needGranted(node: Node, recorder: Recorder): void {
  if ('RangeVar' in node && findRelation(recorder.model, node.RangeVar) === undefined) {
    needTable(recorder, node.RangeVar)
  }
  if (!('ObjectWithArgs' in node) || recorder.model.gaps.length > 0) return
  if (findNamedRoutines(recorder.model, node.ObjectWithArgs).length === 0) {
    recorder.fail('42883', 'could not find a function of this name')
  }
}
