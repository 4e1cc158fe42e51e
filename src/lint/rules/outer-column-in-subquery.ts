import { formatExpression, insideOf } from '../../sql/index.ts'
import { resolveColumn } from '../query/scope.ts'
import { defineRule } from '../rule.ts'

export const outerColumnInSubquery = defineRule({
  name: 'outer-column-in-subquery',
  group: 'correctness',
  severity: 'error',
  summary: 'The only column of an IN subquery is not one of its own table but of the query around it.',
  why: `
    A name that the table of the subquery does not have is looked up in the query around it, and found there. The subquery then
    gives the row’s own value once for each of its rows: the condition is true for every row, as long as the table of the
    subquery is not empty. PostgreSQL sees nothing wrong in it. A DELETE empties the table that way.

    Qualify the column with its table; a mistake is then an error.`,
  sources: ['https://www.postgresql.org/docs/current/functions-subquery.html#FUNCTIONS-SUBQUERY-IN'],
  examples: {
    bad: [
      {
        title: 'A column that the table does not have',
        up: "delete from shop.orders where customer_id in (select customer_id from shop.customers where name = 'x');",
      },
    ],
    good: [
      {
        title: 'The right name',
        up: "delete from shop.orders where customer_id in (select c.id from shop.customers c where c.name = 'x');",
      },
      {
        title: 'On purpose, and qualified',
        up: 'create view shop.odd as select id from shop.orders o where id in (select o.customer_id from shop.customers);',
      },
    ],
  },
  checkQuery({ block, at }) {
    if (block.kind !== 'select' || block.role !== 'in' || block.node.targetList?.length !== 1) return []
    const [target] = block.node.targetList
    const value = insideOf(target, 'ResTarget')?.val
    const found = resolveColumn(block.scope, value)
    const isQualified = (insideOf(value, 'ColumnRef')?.fields?.length ?? 0) > 1
    if (found === undefined || found.depth === 0 || isQualified) return []
    if (!block.scope.sources.some(({ kind }) => kind !== 'function')) return []
    return [
      {
        message: `${formatExpression(value!) ?? found.name} is not a column of ${block.scope.sources.map(({ name }) => name).join(', ')} but of ${found.source.name} outside, so that the condition is always true`,
        location: at(value!),
        evidence: { column: found.name, of: found.source.name },
        remedy: { title: 'Name the column of the subquery’s own table, with the table’s name before it' },
      },
    ]
  },
})
