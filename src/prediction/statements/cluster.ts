import { needTable } from '../lookup.ts'
import type { Index, Table } from '../model.ts'
import { descendants, isTable } from '../names.ts'
import type { Recorder } from '../recorder.ts'
import { defineStatement } from '../statement-play.ts'

export const cluster = defineStatement({
  nodes: ['ClusterStmt'],
  sources: ['cluster() and check_index_is_clusterable() in commands/cluster.c'],
  play({ relation, indexname }, recorder) {
    if (relation === undefined) {
      clusterAll(recorder)
      return
    }
    const table = needTable(recorder, relation)
    if (table === undefined) return
    recorder.lock(table, 'ACCESS EXCLUSIVE')
    if (!/^(partitioned )?table$|^materialized view$/.test(table.kind)) {
      recorder.fail('42809', `cannot cluster "${table.name}"`)
    }
    if (table.kind === 'partitioned table') {
      if (recorder.model.major < 15) recorder.fail('0A000', 'cannot cluster a partitioned table')
      if (!recorder.isAlone) recorder.fail('25001', 'CLUSTER cannot run inside a transaction block')
    }
    const index = table.indexes.find(it => (indexname === undefined ? it.isClustered : it.name === indexname))
    if (index === undefined && table.isKnown) recorder.fail('42704', `no index for table "${table.name}"`)
    if (index !== undefined) refuse(recorder, index)
    for (const it of [table, ...(table.kind === 'partitioned table' ? descendants(table) : [])]) {
      if (it.kind === 'partitioned table') continue
      recorder.lock(it, 'ACCESS EXCLUSIVE')
      recorder.rewrite(it)
    }
    if (index !== undefined) for (const it of table.indexes) it.isClustered = it === index
  },
})

function refuse(recorder: Recorder, { name, method, condition, isValid }: Index): void {
  const isOrdered = method === 'btree' || method === 'gist'
  if (!isOrdered || condition !== undefined || !isValid) recorder.fail('0A000', `cannot cluster on "${name}"`)
}

/** Every table that was clustered before, each in a transaction of its own. */
function clusterAll(recorder: Recorder): void {
  if (!recorder.isAlone) recorder.fail('25001', 'CLUSTER cannot run inside a transaction block')
  const hasIndex = ({ indexes }: Table) => indexes.some(({ isClustered }) => isClustered)
  for (const table of [...recorder.model.relations.values()].filter(isTable).filter(hasIndex)) {
    recorder.lock(table, 'ACCESS EXCLUSIVE')
    recorder.rewrite(table)
  }
}
