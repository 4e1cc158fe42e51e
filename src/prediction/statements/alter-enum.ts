import { stringsOf } from '../../sql/index.ts'
import { needSchema } from '../creation.ts'
import { findType } from '../names.ts'
import { defineStatement } from '../statement-play.ts'

export const alterEnum = defineStatement({
  nodes: ['AlterEnumStmt'],
  sources: [
    'AlterEnum() in commands/typecmds.c',
    'AddEnumLabel() and RenameEnumLabel() in catalog/pg_enum.c',
  ],
  play(node, recorder) {
    const { typeName = [], oldVal, newVal = '', newValNeighbor, newValIsAfter = false } = node
    const identity = findType(recorder.model, stringsOf(typeName))
    const type = recorder.model.types.get(identity ?? '')
    if (type === undefined) {
      const [, schema] = stringsOf(typeName).toReversed()
      if (schema !== undefined) needSchema(recorder, schema)
      const isMissing = identity === undefined && recorder.model.gaps.length === 0
      if (isMissing) recorder.fail('42704', `type "${stringsOf(typeName).join('.')}" does not exist`)
      if (identity !== undefined) recorder.fail('42809', `${identity} is not an enum`)
      return
    }
    if (type.kind !== 'enum') recorder.fail('42809', `${identity} is not an enum`)
    const { labels } = type
    const isThere = labels.includes(newVal)
    if (isThere && oldVal === undefined && node.skipIfNewValExists) return
    const named = oldVal ?? newValNeighbor
    const at = named === undefined ? labels.length - 1 : labels.indexOf(named)
    if (oldVal !== undefined && at < 0 && type.isKnown) recorder.fail('22023', `"${oldVal}" is not a label`)
    if (isThere) recorder.fail('42710', `enum label "${newVal}" already exists`)
    if (named !== undefined && at < 0 && type.isKnown) recorder.fail('22023', `"${named}" is not a label`)
    if (oldVal === undefined) labels.splice(newValIsAfter || named === undefined ? at + 1 : at, 0, newVal)
    else labels.splice(at, 1, newVal)
    recorder.change({ change: 'changed', kind: 'type', identity: identity!, isExisting: type.isExisting })
  },
})
