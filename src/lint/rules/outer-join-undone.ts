import { formatExpression, insideOf, type Node } from '../../sql/index.ts'
import type { Block, Source } from '../query/block.ts'
import { conjunctsOf, isStrict, readComparison } from '../query/conditions.ts'
import { resolveColumn } from '../query/scope.ts'
import { defineRule } from '../rule.ts'

export const outerJoinUndone = defineRule({
  name: 'outer-join-undone',
  group: 'correctness',
  severity: 'warning',
  summary: 'A condition in WHERE throws away the very rows that an outer join keeps.',
  why: `
    A LEFT JOIN keeps rows that have no partner, with nulls in the partner’s columns. A comparison of such a column in WHERE is
    never true for a null, so those rows are gone again, and the join is an inner one.

    A condition on the partner belongs into ON. Where the rows without a partner are not wanted, JOIN says so.`,
  sources: ['https://www.postgresql.org/docs/current/queries-table-expressions.html#QUERIES-FROM'],
  examples: {
    bad: [
      {
        title: 'A filter on the partner',
        up: `create view shop.open as select c.id, o.total from shop.customers c
          left join shop.orders o on o.customer_id = c.id where o.status = 'new';`,
      },
    ],
    good: [
      {
        title: 'The filter belongs to the join',
        up: `create view shop.open as select c.id, o.total from shop.customers c
          left join shop.orders o on o.customer_id = c.id and o.status = 'new';`,
      },
      {
        title: 'Rows without a partner',
        up: `create view shop.idle as select c.id from shop.customers c
          left join shop.orders o on o.customer_id = c.id where o.id is null;`,
      },
      {
        title: 'A null has its own answer',
        up: `create view shop.open as select c.id from shop.customers c
          left join shop.orders o on o.customer_id = c.id where coalesce(o.status, 'new') = 'new';`,
      },
    ],
  },
  checkQuery({ block, at }) {
    if (block.kind !== 'select') return []
    const flagged = new Set<Source>()
    return conjunctsOf(block.node.whereClause).flatMap(node => {
      const source = rejectedSource(block, node)
      if (source === undefined || flagged.has(source)) return []
      flagged.add(source)
      return [
        {
          message: `${formatExpression(node) ?? 'The condition'} is never true for a row without ${source.name}: the outer join is an inner one`,
          location: at(node),
          evidence: { source: source.name },
          remedy: {
            title: `Move the condition into the ON of ${source.name}, or join with JOIN`,
          },
        },
      ]
    })
  },
})

/** The source of which a condition lets no row pass that an outer join has filled with nulls. */
function rejectedSource(block: Block, node: Node): Source | undefined {
  const test = insideOf(node, 'NullTest')
  if (test !== undefined) return undefined
  const comparison = readComparison(node)
  if (comparison === undefined || !isStrict(comparison)) return undefined
  return [comparison.left, comparison.right]
    .map(side => resolveColumn(block.scope, side))
    .find(found => found?.depth === 0 && found.source.isNullExtended)?.source
}
