import { defineAction, plainTables } from '../alter-action.ts'

export const replicaIdentity = defineAction({
  subtypes: ['AT_ReplicaIdentity'],
  sources: ['ATExecReplicaIdentity() in commands/tablecmds.c'],
  targets: [...plainTables, 'materialized view'],
  lock: 'ACCESS EXCLUSIVE',
  pass: 'misc',
  recursion: 'no',
  play({ def }, { recorder, table }) {
    if (def === undefined || !('ReplicaIdentityStmt' in def)) return
    const { identity_type: type, name = '' } = def.ReplicaIdentityStmt
    if (type !== 'i') {
      table.replicaIdentity = type === 'f' ? 'full' : type === 'n' ? 'nothing' : 'default'
      return
    }
    const refuse = (sqlstate: string, why: string) => recorder.fail(sqlstate, `index "${name}" ${why}`)
    const index = table.indexes.find(it => it.name === name)
    if (index === undefined) {
      if (table.isKnown) refuse('42704', 'does not exist')
      return
    }
    if (!index.isUnique) refuse('42809', 'is not unique')
    const isDeferrable = table.constraints.some(it => it.index === index && it.isDeferrable)
    if (isDeferrable) refuse('0A000', 'is not immediate')
    if (index.keys.some(key => 'expression' in key)) refuse('0A000', 'is an expression index')
    if (index.condition !== undefined) refuse('0A000', 'is partial')
    const columns = index.keys.flatMap(key => ('column' in key ? [key.column] : []))
    const hasNullable = table.columns.some(it => it.isNullable && columns.includes(it.name))
    if (hasNullable && table.isKnown) refuse('42809', 'has a nullable column')
    table.replicaIdentity = { index: name }
  },
})
