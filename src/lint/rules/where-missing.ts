import { identityOf } from '../../prediction/index.ts'
import { formatRangeVar, insideOf, isSameNode, type Node } from '../../sql/index.ts'
import { conjunctsOf, readComparison } from '../query/conditions.ts'
import { defineRule } from '../rule.ts'

export const whereMissing = defineRule({
  name: 'where-missing',
  group: 'data-loss',
  severity: 'warning',
  summary:
    'Every row of a table is deleted or changed, because there is no condition or one that is always true.',
  why: `
    DELETE without WHERE empties the table; UPDATE without WHERE writes every row anew, keeps each of them locked until the
    transaction ends, and leaves the old versions behind for VACUUM.

    Where all rows are meant, TRUNCATE empties a table at once, and a backfill is done in batches, each in a transaction of
    its own.`,
  sources: ['https://www.postgresql.org/docs/current/dml-delete.html'],
  examples: {
    bad: [
      { title: 'DELETE', up: 'delete from shop.items;' },
      { title: 'A condition that is always true', up: 'delete from shop.items where 1 = 1;' },
      { title: 'UPDATE', up: "update shop.orders set status = 'done';" },
    ],
    good: [
      { title: 'A condition', up: 'delete from shop.items where quantity = 0;' },
      {
        title: 'A table of this change',
        up: 'create table shop.tags (a text); insert into shop.tags (a) values (null); delete from shop.tags;',
      },
      {
        title: 'A join says which',
        up: 'update shop.orders o set note = c.name from shop.customers c where c.id = o.customer_id;',
      },
    ],
  },
  checkQuery({ block, at }) {
    if (block.kind !== 'delete' && block.kind !== 'update') return []
    const { relation, whereClause } = block.node
    const [target, ...others] = block.scope.sources
    const isNew = target?.table !== undefined && !target.table.isExisting
    const isTemporary = target?.table?.persistence === 'temporary'
    if (relation === undefined || target === undefined || others.length > 0 || isNew || isTemporary) return []
    if (whereClause !== undefined && !conjunctsOf(whereClause).every(isAlwaysTrue)) return []
    const name = target.table === undefined ? formatRangeVar(relation) : identityOf(target.table)
    const does = block.kind === 'delete' ? 'Deletes' : 'Changes'
    return [
      {
        message: `${does} every row of ${name}${whereClause === undefined ? '' : ': the condition is always true'}`,
        location: at({ RangeVar: relation }),
        object: `table ${name}`,
        severity: block.kind === 'delete' ? 'warning' : 'info',
        evidence: {},
        remedy:
          block.kind === 'delete'
            ? { title: 'Say which rows; where all are meant, TRUNCATE is quicker', sql: `TRUNCATE ${name};` }
            : { title: 'Say which rows; where all are meant, change them in batches' },
      },
    ]
  },
})

function isAlwaysTrue(node: Node): boolean {
  const constant = insideOf(node, 'A_Const')
  if (constant !== undefined) return constant.boolval?.boolval === true
  const comparison = readComparison(node)
  const isConstant = comparison !== undefined && 'A_Const' in comparison.left && 'A_Const' in comparison.right
  return isConstant && comparison.operator === '=' && isSameNode(comparison.left, comparison.right)
}
