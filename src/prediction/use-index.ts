import type { ConstraintNode } from '../sql/index.ts'
import type { ActionScene } from './alter-action.ts'
import type { IndexConstraintKind } from './index-definition.ts'
import { identityOf, renameRelation } from './names.ts'
import { addConstraint } from './part-changes.ts'
import { requireValue } from './required-column.ts'

/** Makes a constraint of an index that is there; nothing is built (`ATExecAddIndexConstraint()`). */
export function useIndex(scene: ActionScene, node: ConstraintNode, kind: IndexConstraintKind): void {
  const { recorder, table } = scene
  const indexName = node.indexname!
  if (table.kind === 'partitioned table') {
    recorder.fail('0A000', 'ADD CONSTRAINT USING INDEX is not supported on partitioned tables')
  }
  const index = table.indexes.find(it => it.name === indexName)
  const name = node.conname ?? indexName
  if (index === undefined) {
    if (table.isKnown) recorder.fail('42704', `index "${indexName}" does not exist`)
    recorder.assume(`the index ${indexName} is not known`)
    return
  }
  const refuse = (sqlstate: string, why: string) => recorder.fail(sqlstate, `index "${indexName}" ${why}`)
  if (table.constraints.some(it => it.index === index))
    refuse('55000', 'is already associated with a constraint')
  if (!index.isValid) refuse('55000', 'is not valid')
  if (!index.isUnique) refuse('42809', 'is not a unique index')
  if (index.keys.some(key => 'expression' in key)) refuse('42809', 'contains expressions')
  if (index.condition !== undefined) refuse('42809', 'is a partial index')
  if (kind === 'primary key' && table.constraints.some(it => it.kind === 'primary key')) {
    recorder.fail('42P16', `multiple primary keys for table "${table.name}" are not allowed`)
  }
  const columns = index.keys.flatMap(key => ('column' in key ? [key.column] : []))
  if (kind === 'primary key') {
    for (const column of columns) requireValue(scene, table, column, scene.isOnly)
    index.isPrimary = true
  }
  if (table.constraints.some(it => it.name === name))
    recorder.fail('42710', `constraint "${name}" already exists`)
  if (name !== indexName) {
    const formerIdentity = identityOf(index)
    renameRelation(recorder.model, index, { name })
    const { isExisting } = index
    recorder.change({
      change: 'changed',
      kind: 'index',
      identity: identityOf(index),
      formerIdentity,
      isExisting,
    })
  }
  addConstraint(recorder, table, {
    ...{
      name,
      kind,
      columns,
      index,
      isValid: true,
      isEnforced: true,
      isInheritable: true,
      isInherited: false,
    },
    isDeferrable: node.deferrable === true,
  })
}
