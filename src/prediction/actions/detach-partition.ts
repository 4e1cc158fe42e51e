import { defineAction } from '../alter-action.ts'
import { needTable } from '../lookup.ts'
import { descendants } from '../names.ts'
import { referrersOf } from '../removal.ts'
import { defaultOf } from './attach-partition.ts'

export const detachPartition = defineAction({
  subtypes: ['AT_DetachPartition', 'AT_DetachPartitionFinalize'],
  sources: ['ATExecDetachPartition() in commands/tablecmds.c'],
  targets: ['table', 'partitioned table'],
  lock: ({ def, subtype }) =>
    subtype === 'AT_DetachPartitionFinalize' ||
    (def !== undefined && 'PartitionCmd' in def && def.PartitionCmd.concurrent === true)
      ? 'SHARE UPDATE EXCLUSIVE'
      : 'ACCESS EXCLUSIVE',
  pass: 'misc',
  recursion: 'no',
  play({ def, subtype }, { recorder, table, workOn }) {
    if (def === undefined || !('PartitionCmd' in def)) return
    const { name, concurrent } = def.PartitionCmd
    if (table.kind !== 'partitioned table' && table.isKnown) {
      recorder.fail('42809', `table "${table.name}" is not partitioned`)
    }
    if (concurrent && !recorder.isAlone) {
      recorder.fail('25001', 'DETACH CONCURRENTLY cannot run inside a transaction block')
    }
    const rest = defaultOf(table)
    if (concurrent && rest !== undefined) {
      recorder.fail('55000', 'cannot detach partitions concurrently when a default partition exists')
    }
    if (rest !== undefined) recorder.lock(rest, 'ACCESS EXCLUSIVE')
    const partition = needTable(recorder, name!)
    if (partition === undefined) return
    recorder.lock(partition, concurrent ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE')
    if (!table.children.includes(partition) && table.isKnown) {
      recorder.fail('42P01', `"${partition.name}" is not a partition of "${table.name}"`)
    }
    if (subtype === 'AT_DetachPartitionFinalize' && table.isKnown && partition.isKnown) {
      recorder.fail('55000', 'no pending detach')
    }
    for (const it of descendants(partition))
      recorder.lock(it, concurrent ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE')
    for (const { target } of partition.constraints) {
      if (target !== undefined) recorder.lock(target.table, 'SHARE ROW EXCLUSIVE')
    }
    for (const [referrer, constraint] of referrersOf(recorder.model, table)) {
      recorder.lock(referrer, 'SHARE')
      if (!constraint.isInherited) workOn(referrer).hasScan = true
    }
    table.children = table.children.filter(it => it !== partition)
    partition.parents = partition.parents.filter(it => it !== table)
    partition.bound = undefined
    for (const column of partition.columns) column.isInherited = false
    for (const constraint of partition.constraints) constraint.isInherited = false
    for (const index of partition.indexes) {
      if (index.parent?.table !== table) continue
      index.parent.children = index.parent.children.filter(it => it !== index)
      index.parent = undefined
    }
  },
})
