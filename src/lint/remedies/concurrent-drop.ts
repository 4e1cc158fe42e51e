import { findRelation, isIndex } from '../../prediction/index.ts'
import { formatNode, type Node, stringsOf } from '../../sql/index.ts'
import type { StatementScene } from '../remedy.ts'
import { alone, defineRemedy } from '../remedy.ts'

export const concurrentDrop = defineRemedy({
  name: 'concurrent-drop',
  summary: 'Drop the index concurrently, outside a transaction',
  cures: ['concurrently-not-used'],
  sources: ['https://www.postgresql.org/docs/current/sql-dropindex.html'],
  examples: [
    { title: 'An index', up: 'drop index shop.items_order_id_idx' },
    {
      title: 'Several at once',
      up: 'drop index if exists shop.items_order_id_idx, shop."Other Index"',
      setup: 'create index "Other Index" on shop.items (quantity);',
    },
  ],
  build(scene) {
    const { node } = scene.statement
    if (!('DropStmt' in node) || node.DropStmt.removeType !== 'OBJECT_INDEX') return undefined
    const { concurrent, behavior, objects = [] } = node.DropStmt
    if (concurrent || behavior === 'DROP_CASCADE' || !objects.every(it => canGoAlone(scene, it)))
      return undefined
    const drops = objects.map(object =>
      formatNode({ DropStmt: { ...node.DropStmt, objects: [object], concurrent: true } }),
    )
    if (drops.some(drop => drop === undefined)) return undefined
    return { migrations: [alone('drop index', ...(drops as string[]))] }
  },
})

/** The index of a partitioned table, or a part of one, cannot be dropped concurrently. */
function canGoAlone({ model }: StatementScene, object: Node): boolean {
  const [relname = '', schemaname] = stringsOf('List' in object ? object.List.items : []).toReversed()
  const index = findRelation(model, { relname, schemaname })
  if (index === undefined) return model.gaps.length > 0
  return isIndex(index) && index.isExisting && index.kind === 'index' && index.parent === undefined
}
