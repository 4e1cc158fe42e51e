import type { RelationKind } from '../../effects/index.ts'
import { stringsOf } from '../../sql/index.ts'
import { needColumn, needRelation } from '../lookup.ts'
import { isTable } from '../names.ts'
import { defineStatement } from '../statement-play.ts'

const kinds: Record<string, RelationKind[]> = {
  OBJECT_TABLE: ['table', 'partitioned table'],
  OBJECT_INDEX: ['index', 'partitioned index'],
  OBJECT_VIEW: ['view'],
  OBJECT_MATVIEW: ['materialized view'],
  OBJECT_SEQUENCE: ['sequence'],
  OBJECT_FOREIGN_TABLE: ['foreign table'],
}

/** Parts of a table; for those that are no column the table is locked with the mode of a reader. */
const parts: Record<string, 'columns' | 'constraints' | 'triggers' | 'rules' | 'policies'> = {
  OBJECT_COLUMN: 'columns',
  OBJECT_TABCONSTRAINT: 'constraints',
  OBJECT_TRIGGER: 'triggers',
  OBJECT_RULE: 'rules',
  OBJECT_POLICY: 'policies',
}

export const comment = defineStatement({
  nodes: ['CommentStmt', 'SecLabelStmt'],
  sources: ['CommentObject() in commands/comment.c', 'get_object_address() in catalog/objectaddress.c'],
  play({ objtype = 'OBJECT_TABLE', object }, recorder) {
    const [wanted, part] = [kinds[objtype], parts[objtype]]
    if (wanted === undefined && part === undefined) return
    const names = object !== undefined && 'List' in object ? stringsOf(object.List.items) : []
    const [relname = '', schemaname] = (part === undefined ? names : names.slice(0, -1)).toReversed()
    const name = schemaname === undefined ? { relname } : { schemaname, relname }
    const relation = needRelation(recorder, name, wanted?.[0] ?? 'table')
    if (relation === undefined) return
    if (wanted !== undefined && relation.isKnown && !wanted.includes(relation.kind)) {
      recorder.fail('42809', `"${relation.name}" is a ${relation.kind}`)
    }
    const isWhole = part === undefined || part === 'columns'
    recorder.lock(relation, isWhole ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS SHARE')
    if (part === undefined || !isTable(relation)) return
    const [partName = ''] = names.slice(-1)
    if (part === 'columns') needColumn(recorder, relation, partName)
    else if (relation.isKnown && !relation[part].some(it => it.name === partName)) {
      recorder.fail('42704', `"${partName}" for table "${relation.name}" does not exist`)
    }
  },
})
