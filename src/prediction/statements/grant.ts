import type { Node } from '../../sql/index.ts'
import { needSchema } from '../creation.ts'
import { needTable } from '../lookup.ts'
import type { Relation } from '../model.ts'
import { findRelation } from '../names.ts'
import type { Recorder } from '../recorder.ts'
import { needRoutine } from '../routines.ts'
import { defineStatement } from '../statement-play.ts'

export const grant = defineStatement({
  nodes: ['GrantStmt'],
  sources: ['ExecuteGrantStmt() in catalog/aclchk.c, which locks no relation'],
  play({ targtype, objtype = 'OBJECT_TABLE', objects = [] }, recorder) {
    for (const node of objects) {
      if (targtype === 'ACL_TARGET_ALL_IN_SCHEMA' || objtype === 'OBJECT_SCHEMA') {
        if ('String' in node) needSchema(recorder, node.String.sval ?? '')
      } else needGranted(node, objtype, recorder)
    }
  },
})

function needGranted(node: Node, objectType: string, recorder: Recorder): void {
  if ('RangeVar' in node) {
    const found = findRelation(recorder.model, node.RangeVar)
    if (found === undefined) needTable(recorder, node.RangeVar)
    else if (isWrongKind(found, objectType)) recorder.fail('42809', `${found.name} is a ${found.kind}`)
  }
  if ('ObjectWithArgs' in node) needRoutine(recorder, objectType, node.ObjectWithArgs)
}

/** GRANT on tables takes sequences too. */
function isWrongKind({ kind }: Relation, objectType: string): boolean {
  return objectType === 'OBJECT_SEQUENCE' ? kind !== 'sequence' : /index$|^composite type$/.test(kind)
}
