import { formatExpression, insideOf, isSameNode, type Node } from '../../sql/index.ts'
import { walkOwn } from '../query/blocks.ts'
import { readComparison } from '../query/conditions.ts'
import { defineRule } from '../rule.ts'

export const comparisonWithItself = defineRule({
  name: 'comparison-with-itself',
  group: 'correctness',
  severity: 'warning',
  summary: 'A column is compared with itself.',
  why: `
    \`a.id = a.id\` is true for every row in which it is not null. Mostly the other side was to be a column of another table,
    and the join is now a product of all rows with all rows, or a parameter of the same name, which the column hides.`,
  sources: ['https://www.postgresql.org/docs/current/functions-comparison.html'],
  examples: {
    bad: [
      {
        title: 'A join with itself',
        up: `create view shop.lines as select o.id, i.quantity from shop.orders o join shop.items i on i.order_id = i.order_id;`,
      },
      {
        title: 'A parameter that the column hides',
        up: `create function shop.total(id bigint) returns numeric language sql as
          'select total from shop.orders where id = id';`,
      },
    ],
    good: [
      {
        title: 'Another table',
        up: 'create view shop.lines as select o.id, i.quantity from shop.orders o join shop.items i on i.order_id = o.id;',
      },
    ],
  },
  checkQuery({ block, at }) {
    const found: { node: Node; side: Node }[] = []
    walkOwn(block, node => {
      const comparison = readComparison(node)
      if (comparison?.kind !== 'AEXPR_OP' || !/^(=|<>|<|>|<=|>=)$/.test(comparison.operator)) return
      const { left, right } = comparison
      if (insideOf(left, 'ColumnRef') !== undefined && isSameNode(left, right))
        found.push({ node, side: left })
    })
    return found.map(({ node, side }) => ({
      message: `${formatExpression(side) ?? 'A column'} is compared with itself`,
      location: at(node),
      evidence: {},
      remedy: {
        title: 'Say of which table the other side is; qualify a parameter with the name of its function',
      },
    }))
  },
})
