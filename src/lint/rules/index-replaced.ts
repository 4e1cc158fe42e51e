import { findRelation, type Index, identityOf, isIndex, type Model } from '../../prediction/index.ts'
import type { Node, Statement } from '../../sql/index.ts'
import { droppedNames, knownTable } from '../named-tables.ts'
import { defineRule, type Problem } from '../rule.ts'

export const indexReplaced = defineRule({
  name: 'index-replaced',
  group: 'performance',
  severity: 'warning',
  summary: 'An index is dropped before the one that replaces it is built.',
  why: `
    From the drop until the new index is ready every query that used the old one reads the whole table; where building fails, it
    stays so. Build the new index under another name first, then drop the old one. In one transaction nobody sees the gap,
    because nobody can use the table meanwhile; other rules speak of that.`,
  sources: ['https://www.postgresql.org/docs/current/sql-dropindex.html'],
  examples: {
    bad: [
      {
        title: 'Old one first',
        up: `drop index concurrently shop.items_order_id_idx;
          create index concurrently items_order_quantity_idx on shop.items (order_id, quantity);`,
        execution: 'autocommit',
      },
    ],
    good: [
      {
        title: 'New one first',
        up: `create index concurrently items_order_quantity_idx on shop.items (order_id, quantity);
          drop index concurrently shop.items_order_id_idx;`,
        execution: 'autocommit',
      },
      {
        title: 'Another index',
        up: `drop index concurrently shop.items_order_id_idx;
          create index concurrently items_quantity_idx on shop.items (quantity);`,
        execution: 'autocommit',
      },
    ],
  },
  checkStatement: ({ statement, migration, model, following }) =>
    (migration.up.execution === 'transaction' ? [] : droppedIndexes(statement.node, model)).flatMap(
      (index): Problem[] => {
        const successor = following().find(later => beginsLike(later, index, model))
        if (successor === undefined) return []
        return [
          {
            message: `${identityOf(index)} goes before the index that replaces it is built, in line ${successor.location.line}`,
            location: statement.location,
            object: `index ${identityOf(index)}`,
            evidence: { replacedInLine: successor.location.line },
            remedy: { title: 'Build the new index first, then drop the old one' },
          },
        ]
      },
    ),
})

function droppedIndexes(node: Node, model: Model): Index[] {
  if (!('DropStmt' in node) || node.DropStmt.removeType !== 'OBJECT_INDEX') return []
  return droppedNames(node.DropStmt.objects).flatMap(names => {
    const [relname, schemaname] = names.toReversed()
    const found = findRelation(model, { relname, schemaname })
    return found !== undefined && isIndex(found) && found.isExisting && found.isValid ? [found] : []
  })
}

/** Whether a statement builds an index on the same table that begins with the same column. */
function beginsLike({ node }: Statement, { table, keys: [first] }: Index, model: Model): boolean {
  if (!('IndexStmt' in node) || first === undefined || !('column' in first)) return false
  const { relation, indexParams: [param] = [] } = node.IndexStmt
  const column = param && 'IndexElem' in param ? param.IndexElem.name : undefined
  return knownTable(model, relation) === table && column === first.column
}
