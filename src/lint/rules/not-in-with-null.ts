import { formatExpression, insideOf, type Node } from '../../sql/index.ts'
import { walkOwn } from '../query/blocks.ts'
import { readComparison } from '../query/conditions.ts'
import type { QueryScene } from '../query/query-scene.ts'
import { resolveColumn } from '../query/scope.ts'
import { readTargets } from '../query/targets.ts'
import { defineRule, type Problem } from '../rule.ts'

export const notInWithNull = defineRule({
  name: 'not-in-with-null',
  group: 'correctness',
  severity: 'error',
  summary: 'NOT IN asks a list that can hold a null, and then finds nothing.',
  why: `
    \`x NOT IN (a, b, NULL)\` means \`x <> a AND x <> b AND x <> NULL\`, and the last part is null: the whole is never true.
    One null among the rows of the subquery, and the query that worked for years finds no row any more, without an error.

    NOT EXISTS does not care about nulls. It can also be planned as an anti join, which NOT IN cannot.`,
  sources: [
    'https://www.postgresql.org/docs/current/functions-subquery.html#FUNCTIONS-SUBQUERY-NOTIN',
    'https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_NOT_IN',
  ],
  examples: {
    bad: [
      {
        title: 'A column that can be null',
        up: 'delete from shop.customers where id not in (select customer_id from shop.orders);',
      },
      {
        title: 'A column that an outer join leaves empty',
        up: `create view shop.odd as select id from shop.customers where id not in (
          select i.order_id from shop.orders o left join shop.items i on i.order_id = o.id);`,
      },
      {
        title: 'A null in a list',
        up: "update shop.orders set note = '' where status not in ('new', null);",
      },
    ],
    good: [
      {
        title: 'NOT EXISTS',
        up: `delete from shop.customers c where not exists (
          select from shop.orders o where o.customer_id = c.id);`,
      },
      {
        title: 'The nulls are left out',
        up: `delete from shop.customers
          where id not in (select customer_id from shop.orders where customer_id is not null);`,
      },
      {
        title: 'A column that is NOT NULL',
        up: 'delete from shop.customers where id not in (select id from shop.orders);',
      },
    ],
  },
  checkQuery(scene) {
    return [...checkSubquery(scene), ...checkLists(scene)]
  },
})

function checkSubquery({ block, at }: QueryScene): Problem[] {
  const link = block.outer === undefined ? undefined : findNotIn(block.outer, block.node)
  if (link === undefined) return []
  const [column] = readTargets(block) ?? []
  if (column?.isNullable !== true) return []
  const outerColumn = formatExpression(link.testexpr!) ?? 'the column'
  return [
    {
      message: `NOT IN finds nothing as soon as ${column.name} is null in one row of the subquery`,
      location: at({ SubLink: link }),
      object: column.origin && `table ${column.origin.table.schema}.${column.origin.table.name}`,
      evidence: { column: column.name },
      remedy: {
        title: `Use NOT EXISTS with ${column.name} = ${outerColumn}, or leave the nulls out of the subquery`,
        steps: [
          `NOT EXISTS (SELECT FROM … WHERE ${column.name} = ${outerColumn})`,
          `or add \`${column.name} IS NOT NULL\` to the subquery`,
        ],
      },
    },
  ]
}

/** The `NOT IN` of which a query is the list. */
function findNotIn(outer: QueryScene['block'], query: unknown) {
  let found: ReturnType<typeof linkIn>
  walkOwn(outer, node => {
    const not = insideOf(node, 'BoolExpr')
    const link = not?.boolop === 'NOT_EXPR' ? linkIn(not.args?.[0]) : linkIn(node)
    const isNegated = not?.boolop === 'NOT_EXPR' || isNotEqualToAll(node)
    if (isNegated && insideOf(link?.subselect, 'SelectStmt') === query) found = link
  })
  return found
}

/** `<> ALL (…)` is another way to write NOT IN. */
function isNotEqualToAll(node: Node): boolean {
  const link = linkIn(node)
  return link?.subLinkType === 'ALL_SUBLINK' && insideOf(link.operName?.[0], 'String')?.sval === '<>'
}

function linkIn(node: Node | undefined) {
  const link = insideOf(node, 'SubLink')
  return link !== undefined && /^(ANY|ALL)_SUBLINK$/.test(link.subLinkType!) ? link : undefined
}

function checkLists({ block, at }: QueryScene): Problem[] {
  const problems: Problem[] = []
  walkOwn(block, node => {
    const comparison = readComparison(node)
    if (comparison?.kind !== 'AEXPR_IN' || comparison.operator !== '<>') return
    const items = insideOf(comparison.right, 'List')?.items ?? []
    if (!items.some(item => insideOf(item, 'A_Const')?.isnull)) return
    const name = resolveColumn(block.scope, comparison.left)?.name
    problems.push({
      message: 'NOT IN a list with NULL is never true',
      location: at(node),
      evidence: { column: name },
      remedy: { title: 'Take the NULL out of the list, and ask for IS NOT NULL where that was meant' },
    })
  })
  return problems
}
