import { type ActionScene, defineAction } from '../alter-action.ts'
import { needColumn } from '../lookup.ts'
import type { Table } from '../model.ts'

export const dropNotNull = defineAction({
  subtypes: ['AT_DropNotNull'],
  sources: ['ATExecDropNotNull() in commands/tablecmds.c'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'drop',
  recursion: ({ major }) => (major >= 18 ? 'no' : 'children'),
  play({ name = '' }, scene) {
    const { recorder, table, root, isOnly } = scene
    const column = needColumn(recorder, table, name)
    const refuse = (sqlstate: string, why: string) => recorder.fail(sqlstate, `column "${name}" ${why}`)
    if (column.isNullable && recorder.model.major >= 18) return
    if (column.identity !== undefined) refuse('42601', 'is an identity column')
    const isInKey = table.constraints.some(it => it.kind === 'primary key' && it.columns.includes(name))
    if (isInKey) refuse('42P16', 'is in a primary key')
    const { replicaIdentity } = table
    const identity =
      typeof replicaIdentity === 'string'
        ? undefined
        : table.indexes.find(it => it.name === replicaIdentity.index)
    if (identity?.keys.some(key => 'column' in key && key.column === name)) {
      refuse('42P16', 'is in index used as replica identity')
    }
    if (table === root) {
      const isAsked = table.parents.some(
        parent =>
          (parent.kind === 'partitioned table' || recorder.model.major >= 18) &&
          parent.columns.some(it => it.name === name && !it.isNullable),
      )
      if (isAsked) refuse('42P16', 'is marked NOT NULL in parent table')
      if (isOnly && table.kind === 'partitioned table' && table.children.length > 0) {
        refuse('42P16', 'cannot be changed in only the partitioned table')
      }
    }
    allowNull(scene, table, name)
  },
})

/** From PostgreSQL 18 on a child has it from its parent, and loses it with it. */
function allowNull(scene: ActionScene, table: Table, name: string): void {
  const { recorder, mode, isOnly } = scene
  const column = table.columns.find(it => it.name === name)
  if (column === undefined) return
  column.isNullable = true
  table.constraints = table.constraints.filter(it => it.kind !== 'not null' || it.columns[0] !== name)
  if (recorder.model.major < 18 || isOnly) return
  for (const child of table.children) {
    recorder.lock(child, mode)
    const isInKey = child.constraints.some(it => it.kind === 'primary key' && it.columns.includes(name))
    if (!isInKey) allowNull(scene, child, name)
  }
}
