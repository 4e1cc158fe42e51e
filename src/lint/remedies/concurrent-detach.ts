import { identityOf } from '../../prediction/index.ts'
import { quoteIdentifier } from '../../sql/index.ts'
import { chooseConstraintName } from '../chosen-names.ts'
import { defaultPartition } from '../partition-bounds.ts'
import { alone, briefly, defineRemedy } from '../remedy.ts'
import { existingTable, tableTarget } from '../targets.ts'

export const concurrentDetach = defineRemedy({
  name: 'concurrent-detach',
  summary: 'Detach the partition concurrently, outside a transaction',
  cures: ['concurrently-not-used'],
  sources: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DETACH-PARTITION'],
  examples: [
    {
      title: 'By range',
      up: 'alter table shop.visits detach partition shop.visits_1',
      setup: `create table shop.visits (customer_id bigint, at date not null) partition by range (at);
        create table shop.visits_1 partition of shop.visits for values from ('2024-01-01') to ('2025-01-01');`,
    },
  ],
  build(scene) {
    const target = tableTarget(scene)
    const { subtype, def } = target?.command ?? {}
    if (
      target === undefined ||
      subtype !== 'AT_DetachPartition' ||
      def === undefined ||
      !('PartitionCmd' in def)
    )
      return undefined
    const partition = def.PartitionCmd.name && existingTable(scene, def.PartitionCmd.name)
    if (partition === undefined || def.PartitionCmd.concurrent) return undefined
    if (defaultPartition(target.table) !== undefined) {
      return {
        steps: [
          'PostgreSQL detaches nothing concurrently while there is a default partition',
          'Detach with a short lock_timeout, and try again when it gives up',
        ],
      }
    }
    const detach = target.write({
      ...target.command,
      def: { PartitionCmd: { ...def.PartitionCmd, concurrent: true } },
    })
    const { columns = [], hasExpressions = true } = target.table.partitioning ?? {}
    if (detach === undefined || hasExpressions) return undefined
    // What held for the partition stays as a check, which the plain statement does not leave.
    const check = chooseConstraintName(scene.model, partition, columns.length === 1 ? columns : [], 'check')
    return {
      migrations: [
        alone(`detach ${partition.name}`, detach),
        briefly(
          `drop ${check}`,
          `ALTER TABLE ${identityOf(partition)} DROP CONSTRAINT ${quoteIdentifier(check)}`,
        ),
      ],
    }
  },
})
