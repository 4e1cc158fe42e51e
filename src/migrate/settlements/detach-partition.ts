import {
  type AlterTableStmt,
  concurrentForm,
  formatRangeVar,
  type RangeVar,
  type Statement,
} from '../../sql/index.ts'
import { defineSettlement } from '../settlement.ts'

export const detachPartition = defineSettlement({
  title: 'DETACH PARTITION CONCURRENTLY',
  docs: `An interrupted one leaves a partition whose detaching is pending: it is no longer read through its parent, and cannot be
detached or attached. FINALIZE ends that.`,
  matches: statement => concurrentForm(statement) === 'DETACH PARTITION CONCURRENTLY',
  async settle(session, statement) {
    const { parent, partition } = partsOf(statement)
    const [row] = await session.query<{ isPending: boolean }>(
      `select inhdetachpending as "isPending" from pg_catalog.pg_inherits
       where inhparent = pg_catalog.to_regclass($1) and inhrelid = pg_catalog.to_regclass($2)`,
      [parent, partition],
    )
    if (row === undefined) return { state: 'done', repaired: [] }
    if (!row.isPending) return { state: 'undone', repaired: [] }
    await session.execute(`alter table ${parent} detach partition ${partition} finalize`)
    return { state: 'done', repaired: [`the pending detaching of ${partition} is finished`] }
  },
})

function partsOf({ node }: Statement): { parent: string; partition: string } {
  const { relation, cmds } = (node as { AlterTableStmt: AlterTableStmt }).AlterTableStmt
  const [command] = cmds!
  const { def } = (command as { AlterTableCmd: { def: { PartitionCmd: { name: RangeVar } } } }).AlterTableCmd
  return { parent: formatRangeVar(relation!), partition: formatRangeVar(def.PartitionCmd.name) }
}
