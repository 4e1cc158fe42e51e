import type { Step } from '../../effects/index.ts'
import { formatNode, type Node } from '../../sql/index.ts'
import { blocksWhat, lockEvidence, newStrongTableLocks } from '../held-locks.ts'
import { checkStatements, defineRule } from '../rule.ts'

export const concurrentlyNotUsed = defineRule({
  name: 'concurrently-not-used',
  group: 'locking',
  severity: 'warning',
  summary: 'A statement that has a CONCURRENTLY form keeps others out instead.',
  why: `
    DROP INDEX and DETACH PARTITION need the strongest lock on the whole table, and everybody waits behind them while they wait
    for it; REFRESH MATERIALIZED VIEW keeps readers out while its query runs. With CONCURRENTLY reads and writes go on.

    REFRESH … CONCURRENTLY needs a unique index on plain columns of the view. DROP INDEX and DETACH PARTITION … CONCURRENTLY
    have to be outside a transaction; a table with a default partition cannot be detached from that way.`,
  sources: [
    'https://www.postgresql.org/docs/current/sql-dropindex.html',
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DETACH-PARTITION',
    'https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html',
  ],
  setup: `
    create table shop.events (id bigint) partition by range (id);
    create table shop.events_1 partition of shop.events for values from (1) to (1000);
    create materialized view shop.totals as select customer_id, sum(total) from shop.orders group by 1;
    create unique index totals_key on shop.totals (customer_id);`,
  examples: {
    bad: [
      { title: 'DROP INDEX', up: 'drop index shop.items_order_id_idx;' },
      { title: 'DETACH PARTITION', up: 'alter table shop.events detach partition shop.events_1;' },
      { title: 'REFRESH MATERIALIZED VIEW', up: 'refresh materialized view shop.totals;' },
    ],
    good: [
      {
        title: 'DROP INDEX CONCURRENTLY',
        up: 'drop index concurrently shop.items_order_id_idx;',
        execution: 'autocommit',
      },
      {
        title: 'DETACH PARTITION CONCURRENTLY',
        up: 'alter table shop.events detach partition shop.events_1 concurrently;',
        execution: 'autocommit',
      },
      {
        title: 'REFRESH MATERIALIZED VIEW CONCURRENTLY',
        up: 'refresh materialized view concurrently shop.totals;',
      },
      {
        title: 'An index of this change',
        up: `create table shop.tags (name text); create index tags_name on shop.tags (name);
          drop index shop.tags_name;`,
      },
    ],
  },
  check: change =>
    checkStatements(change, step => {
      const [lock] = newStrongTableLocks(step)
      const form = lock && concurrentFormOf(step)
      if (form === undefined) return []
      const { words, sql } = form
      return [
        {
          message: `${words} ${blocksWhat(lock!)} of ${lock!.relation.name}; ${words} CONCURRENTLY does not`,
          location: step.statement.location,
          object: `table ${lock!.relation.name}`,
          evidence: { locks: lockEvidence([lock!]) },
          remedy: { title: `${words} CONCURRENTLY`, ...(sql !== undefined && { sql: `${sql};` }) },
        },
      ]
    }),
})

/** The same statement with CONCURRENTLY, where PostgreSQL has one and this is not it. */
function concurrentFormOf({
  statement: { node },
  effect,
}: Step): { words: string; sql?: string } | undefined {
  if ('DropStmt' in node) {
    const { removeType, concurrent, objects = [], behavior } = node.DropStmt
    if (removeType !== 'OBJECT_INDEX' || concurrent || behavior === 'DROP_CASCADE') return undefined
    // The index of a partitioned table cannot be dropped concurrently.
    if (effect.locks.some(({ relation }) => relation.kind.startsWith('partitioned'))) return undefined
    const each = objects.map(object =>
      formatNode({ DropStmt: { ...node.DropStmt, concurrent: true, objects: [object] } }),
    )
    return { words: 'DROP INDEX', sql: each.includes(undefined) ? undefined : each.join(';\n') }
  }
  if ('RefreshMatViewStmt' in node) {
    const { concurrent, skipData } = node.RefreshMatViewStmt
    if (concurrent || skipData) return undefined
    const sql = formatNode({ RefreshMatViewStmt: { ...node.RefreshMatViewStmt, concurrent: true } })
    return { words: 'REFRESH MATERIALIZED VIEW', sql }
  }
  return 'AlterTableStmt' in node ? detachConcurrently(node) : undefined
}

function detachConcurrently(node: Extract<Node, { AlterTableStmt: unknown }>) {
  const [command, ...others] = node.AlterTableStmt.cmds ?? []
  if (command === undefined || others.length > 0 || !('AlterTableCmd' in command)) return undefined
  const { subtype, def } = command.AlterTableCmd
  if (subtype !== 'AT_DetachPartition' || def === undefined || !('PartitionCmd' in def)) return undefined
  if (def.PartitionCmd.concurrent) return undefined
  const concurrent = { PartitionCmd: { ...def.PartitionCmd, concurrent: true } }
  const cmds = [{ AlterTableCmd: { ...command.AlterTableCmd, def: concurrent } }]
  return {
    words: 'DETACH PARTITION',
    sql: formatNode({ AlterTableStmt: { ...node.AlterTableStmt, cmds } }),
  }
}
