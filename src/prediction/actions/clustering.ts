import { defineAction, plainTables } from '../alter-action.ts'

/** Only says which index CLUSTER would use; no row is moved. */
export const clustering = defineAction({
  subtypes: ['AT_ClusterOn', 'AT_DropCluster'],
  sources: ['ATExecClusterOn() in commands/tablecmds.c, check_index_is_clusterable() in commands/cluster.c'],
  targets: [...plainTables, 'materialized view'],
  lock: 'SHARE UPDATE EXCLUSIVE',
  pass: 'misc',
  recursion: 'no',
  play({ name }, { recorder, table }) {
    const isPartitioned = table.kind === 'partitioned table'
    if (name === undefined) {
      if (isPartitioned) recorder.fail('0A000', 'cannot mark index clustered in partitioned table')
      return
    }
    const index = table.indexes.find(it => it.name === name)
    if (index === undefined) {
      if (table.isKnown) recorder.fail('42704', `index "${name}" for table "${table.name}" does not exist`)
      return
    }
    if (!/^(btree|gist)$/.test(index.method)) {
      recorder.fail('0A000', `access method ${index.method} does not support clustering`)
    }
    if (index.condition !== undefined) recorder.fail('0A000', `cannot cluster on partial index "${name}"`)
    if (!index.isValid) recorder.fail('0A000', `cannot cluster on invalid index "${name}"`)
    if (isPartitioned) recorder.fail('0A000', 'cannot mark index clustered in partitioned table')
  },
})
