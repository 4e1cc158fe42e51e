import { defineAction } from '../alter-action.ts'
import { needColumn } from '../lookup.ts'

export const dropNotNull = defineAction({
  subtypes: ['AT_DropNotNull'],
  sources: ['ATExecDropNotNull() in commands/tablecmds.c'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'drop',
  recursion: 'children',
  play({ name = '' }, { recorder, table, root, isOnly }) {
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
    column.isNullable = true
    table.constraints = table.constraints.filter(it => it.kind !== 'not null' || it.columns[0] !== name)
  },
})
