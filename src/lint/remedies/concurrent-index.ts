import { formatNode, type IndexStmt } from '../../sql/index.ts'
import { alone, briefly, defineRemedy, leavesOf } from '../remedy.ts'
import { existingTable } from '../targets.ts'

export const concurrentIndex = defineRemedy({
  name: 'concurrent-index',
  summary: 'Build the index concurrently, outside a transaction',
  cures: ['index-build-under-lock'],
  sources: ['https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY'],
  examples: [
    { title: 'An index', up: 'create index orders_customer_id_idx on shop.orders (customer_id)' },
    {
      title: 'Without a name, with everything',
      up: 'create index if not exists orders_by_day on shop.orders using btree (placed_at desc nulls last, lower(status) text_pattern_ops) include (total) with (fillfactor = 80) where total > 0',
    },
    { title: 'A unique one', up: 'create unique index on shop.customers (lower(email))' },
    {
      title: 'Of a partitioned table with partitions of partitions',
      up: 'create index on shop.visits (customer_id, lower(note))',
      setup: `create table shop.visits (customer_id bigint, at date not null, note text) partition by range (at);
        create table shop.visits_1 partition of shop.visits for values from ('2024-01-01') to ('2025-01-01');
        create table shop."visits of 2025" partition of shop.visits for values from ('2025-01-01') to ('2026-01-01') partition by list (customer_id);
        create table shop.visits_2a partition of shop."visits of 2025" for values in (1);
        create table shop.visits_2b partition of shop."visits of 2025" default;
        insert into shop.visits select n, date '2024-06-01' + n * 5 from generate_series(1, 100) n;`,
    },
  ],
  build(scene) {
    const { node } = scene.statement
    if (!('IndexStmt' in node) || node.IndexStmt.concurrent) return undefined
    const index = node.IndexStmt
    const table = index.relation && existingTable(scene, index.relation)
    if (table === undefined) return undefined
    const name = index.idxname ?? `index on ${table.name}`
    if (table.kind !== 'partitioned table') {
      const create = formatConcurrent(index)
      return create === undefined ? undefined : { migrations: [alone(`create ${name}`, create)] }
    }
    // CREATE INDEX on the whole adopts what its partitions have already, and builds nothing.
    const adopt = formatNode({ IndexStmt: { ...index, if_not_exists: undefined } })
    const builds = leavesOf(table).map(leaf => {
      const relation = { ...index.relation, schemaname: leaf.schema, relname: leaf.name }
      return formatConcurrent({ ...index, idxname: undefined, relation })
    })
    if (adopt === undefined || builds.some(build => build === undefined)) return undefined
    return {
      migrations: [
        alone(`create ${name} by partition`, ...(builds as string[])),
        briefly(`create ${name}`, adopt),
      ],
    }
  },
})

/** With IF NOT EXISTS an invalid index of an earlier try would be taken for the finished one. */
function formatConcurrent(index: IndexStmt): string | undefined {
  return formatNode({ IndexStmt: { ...index, concurrent: true, if_not_exists: undefined } })
}
