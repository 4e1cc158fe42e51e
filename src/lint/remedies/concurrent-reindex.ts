import { formatNode, type Node } from '../../sql/index.ts'
import { alone, defineRemedy } from '../remedy.ts'

export const concurrentReindex = defineRemedy({
  name: 'concurrent-reindex',
  summary: 'Rebuild concurrently, outside a transaction',
  cures: ['index-build-under-lock'],
  sources: ['https://www.postgresql.org/docs/current/sql-reindex.html#SQL-REINDEX-CONCURRENTLY'],
  examples: [
    { title: 'A table', up: 'reindex table shop.orders' },
    { title: 'An index, telling what it does', up: 'reindex (verbose) index shop.items_order_id_idx' },
    { title: 'A schema', up: 'reindex schema shop' },
  ],
  build({ statement: { node } }) {
    if (!('ReindexStmt' in node) || node.ReindexStmt.kind === 'REINDEX_OBJECT_SYSTEM') return undefined
    const { params = [] } = node.ReindexStmt
    if (params.some(it => 'DefElem' in it && it.DefElem.defname === 'concurrently')) return undefined
    const concurrently: Node = { DefElem: { defname: 'concurrently', defaction: 'DEFELEM_UNSPEC' } }
    const sql = formatNode({ ReindexStmt: { ...node.ReindexStmt, params: [...params, concurrently] } })
    return sql === undefined ? undefined : { migrations: [alone('reindex', sql)] }
  },
})
