import { formatExpression, insideOf } from '../../sql/index.ts'
import type { Source } from '../query/block.ts'
import { readComparison, rowConditions } from '../query/conditions.ts'
import { ownColumns } from '../query/searches.ts'
import { defineRule } from '../rule.ts'

export const orAcrossTables = defineRule({
  name: 'or-across-tables',
  group: 'performance',
  severity: 'info',
  summary:
    'An OR has one table on its one side and another table on the other, so that no index can answer it.',
  why: `
    An OR over columns of one table can be answered by an index for each side. With a table on each side there is nothing to look
    up: the tables are joined from end to end, and each row of the result is then looked at.

    A UNION of two queries, each with one side, can use an index for each.`,
  sources: ['https://www.postgresql.org/docs/current/indexes-bitmap-scans.html'],
  examples: {
    bad: [
      {
        title: 'A search in two tables',
        up: `create view shop.found as select o.id from shop.orders o join shop.customers c on c.id = o.customer_id
          where o.note = 'x' or c.email = 'x';`,
      },
    ],
    good: [
      {
        title: 'A UNION',
        up: `create view shop.found as select o.id from shop.orders o where o.note = 'x'
          union select o.id from shop.orders o join shop.customers c on c.id = o.customer_id where c.email = 'x';`,
      },
      {
        title: 'Two columns of one table',
        up: "create view shop.found as select id from shop.orders where note = 'x' or status = 'x';",
      },
    ],
  },
  checkQuery({ block, at }) {
    if (block.kind !== 'select') return []
    const conditions = rowConditions(block)
    // Where another condition narrows a table down, what is left may be little.
    if (
      conditions.some(
        node => !('BoolExpr' in node) && new Set(ownColumns(block, node).map(it => it.source)).size === 1,
      )
    ) {
      return []
    }
    return conditions.flatMap(node => {
      const or = insideOf(node, 'BoolExpr')
      if (or?.boolop !== 'OR_EXPR') return []
      const arms = (or.args ?? []).map(arm => new Set(ownColumns(block, arm).map(({ source }) => source)))
      if ((or.args ?? []).some(arm => readComparison(arm) === undefined)) return []
      const tables = new Set<Source>(arms.flatMap(arm => (arm.size === 1 ? [...arm] : [])))
      if (tables.size < 2 || arms.some(arm => arm.size !== 1) || [...tables].some(it => it.kind !== 'table'))
        return []
      return [
        {
          message: `${formatExpression(node) ?? 'The OR'} needs both tables joined before it can be looked at`,
          location: at(node),
          evidence: { tables: [...tables].map(({ name }) => name) },
          remedy: { title: 'Ask for each side in a query of its own, and put them together with UNION' },
        },
      ]
    })
  },
})
