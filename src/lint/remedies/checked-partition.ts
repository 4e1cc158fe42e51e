import { identityOf, makeObjectName, type Table } from '../../prediction/index.ts'
import { type PartitionBoundSpec, quoteIdentifier, type RangeVar } from '../../sql/index.ts'
import { conditionOf, defaultPartition } from '../partition-bounds.ts'
import type { StatementScene } from '../remedy.ts'
import { briefly, defineRemedy, type PlannedMigration, quietly } from '../remedy.ts'
import { existingTable, tableTarget } from '../targets.ts'

const visits = `create table shop.visits (customer_id bigint, at date not null) partition by range (at);
  create table shop.visits_0 partition of shop.visits for values from (minvalue) to ('2024-01-01');
  insert into shop.visits select n, date '2023-01-01' + n from generate_series(1, 100) n;`

export const checkedPartition = defineRemedy({
  name: 'checked-partition',
  summary:
    'Prove by a check that is validated before that the rows fit, so that nothing is read under the lock',
  cures: ['scan-under-lock'],
  sources: [
    'https://www.postgresql.org/docs/current/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-MAINTENANCE',
  ],
  examples: [
    {
      title: 'Attaching a table',
      up: "alter table shop.visits attach partition shop.visits_1 for values from ('2024-01-01') to ('2025-01-01')",
      setup: `${visits} create table shop.visits_1 (customer_id bigint, at date not null); insert into shop.visits_1 values (1, '2024-05-05');`,
    },
    {
      title: 'Attaching a table to a list with nulls, beside a default partition',
      up: "alter table shop.parts attach partition shop.part_ab for values in ('a', null, 'b')",
      setup: `create table shop.parts (kind text, n int) partition by list (kind);
        create table shop.part_rest partition of shop.parts default; insert into shop.parts values ('x', 1);
        create table shop.part_ab (kind text, n int); insert into shop.part_ab values ('a', 1), (null, 2);`,
    },
    {
      title: 'A new partition beside a default partition with rows',
      up: "create table shop.visits_2 partition of shop.visits for values from ('2025-01-01') to ('2026-01-01')",
      setup: `${visits} create table shop.visits_rest partition of shop.visits default; insert into shop.visits values (1, '2030-01-01');`,
    },
  ],
  build(scene) {
    const attached = readPartition(scene)
    if (attached === undefined) return undefined
    const { parent, bound, partition } = attached
    const condition = conditionOf(parent, bound)
    const rest = defaultPartition(parent)
    if (partition === undefined && rest === undefined) return undefined
    if (condition === undefined) {
      return {
        steps: [
          'Add to the table that is attached, and to the default partition, a CHECK that says what the bounds say, NOT VALID',
          'Validate the checks, each in a transaction of its own, then attach, then drop them',
        ],
      }
    }
    const proofs = [
      ...(partition === undefined ? [] : [prove(partition, condition)]),
      ...(rest === undefined ? [] : [prove(rest, `NOT (${condition})`)]),
    ]
    return {
      migrations: [
        ...proofs.flatMap(({ before }) => before),
        briefly('attach the partition', scene.statement.text, ...proofs.map(({ drop }) => drop)),
      ],
    }
  },
})

interface NewPartition {
  parent: Table
  bound: PartitionBoundSpec
  /** The table that becomes one; nothing when it is made. */
  partition?: Table
}

/** ALTER TABLE … ATTACH PARTITION, or CREATE TABLE … PARTITION OF. */
function readPartition(scene: StatementScene): NewPartition | undefined {
  const { node } = scene.statement
  if ('CreateStmt' in node) {
    const { partbound: bound, inhRelations: [of] = [] } = node.CreateStmt
    if (bound === undefined || of === undefined || !('RangeVar' in of)) return undefined
    const parent = existingTable(scene, of.RangeVar)
    return parent && { parent, bound }
  }
  const target = tableTarget(scene)
  const { subtype, def } = target?.command ?? {}
  if (
    target === undefined ||
    subtype !== 'AT_AttachPartition' ||
    def === undefined ||
    !('PartitionCmd' in def)
  )
    return undefined
  const { name, bound } = def.PartitionCmd as { name: RangeVar; bound?: PartitionBoundSpec }
  const partition = existingTable(scene, name)
  return bound === undefined || partition === undefined
    ? undefined
    : { parent: target.table, bound, partition }
}

function prove(table: Table, condition: string): { before: PlannedMigration[]; drop: string } {
  const name = quoteIdentifier(makeObjectName(table.name, undefined, 'rows_fit'))
  const alter = `ALTER TABLE ${identityOf(table)}`
  return {
    before: [
      briefly(`check ${table.name}`, `${alter} ADD CONSTRAINT ${name} CHECK (${condition}) NOT VALID`),
      quietly(`validate ${table.name}`, `${alter} VALIDATE CONSTRAINT ${name}`),
    ],
    drop: `${alter} DROP CONSTRAINT ${name}`,
  }
}
