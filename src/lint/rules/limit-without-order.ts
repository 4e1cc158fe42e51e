import { insideOf, type Node } from '../../sql/index.ts'
import type { Block } from '../query/block.ts'
import { searchesOf } from '../query/searches.ts'
import { defineRule } from '../rule.ts'

export const limitWithoutOrder = defineRule({
  name: 'limit-without-order',
  group: 'correctness',
  severity: 'warning',
  summary: 'LIMIT takes some rows without saying which.',
  why: `
    Without ORDER BY the rows come in whatever order the plan of the day finds them. An update, a vacuum or another plan gives
    other rows, so that pages overlap and results change although no data did.

    A batch of a DELETE or UPDATE may take any rows, and is not meant.`,
  sources: ['https://www.postgresql.org/docs/current/queries-limit.html'],
  examples: {
    bad: [
      { title: 'The first ten', up: 'create view shop.latest as select id, note from shop.orders limit 10;' },
      {
        title: 'Of two queries',
        up: 'create view shop.names as select email from shop.customers union select name from shop.customers limit 9;',
      },
    ],
    good: [
      {
        title: 'In an order',
        up: 'create view shop.latest as select id from shop.orders order by placed_at desc, id limit 10;',
      },
      {
        title: 'A batch',
        up: 'delete from shop.items where id in (select id from shop.items where quantity = 0 limit 1000);',
      },
      {
        title: 'One row by its key',
        up: 'create view shop.first as select note from shop.orders where id = 1 limit 1;',
      },
      {
        title: 'One row, where EXISTS wants to know no more',
        up: `create view shop.buyers as select id from shop.customers c
          where exists (select 1 from shop.orders o where o.customer_id = c.id limit 1);`,
      },
    ],
  },
  checkQuery({ block, at }) {
    if (block.kind !== 'select' && block.kind !== 'set operation') return []
    const { limitCount, limitOption, sortClause, lockingClause, groupClause } = block.node
    if (limitCount === undefined || sortClause !== undefined || lockingClause !== undefined) return []
    if (limitOption !== 'LIMIT_OPTION_COUNT' || isOneOrNone(limitCount) || mayTakeAny(block)) return []
    if (block.kind === 'select' && !readsTable(block)) return []
    if (block.kind === 'select' && groupClause === undefined && isSummary(block.node.targetList)) return []
    return [
      {
        message: 'LIMIT without ORDER BY takes whatever rows come first',
        location: at(limitCount),
        evidence: {},
        remedy: { title: 'Say the order, down to a column that no two rows share' },
      },
    ]
  },
})

/** Who takes one row where several match often knows that there is one, and LIMIT ALL is none. */
function isOneOrNone(limit: Node): boolean {
  const constant = insideOf(limit, 'A_Const')
  return constant !== undefined && (constant.isnull || (constant.ival?.ival ?? 0) <= 1) === true
}

/** Whether the rows are for EXISTS, or for a change that comes again for the others. */
function mayTakeAny(block: Block): boolean {
  if (block.role === 'exists') return true
  for (let outer = block.outer; outer !== undefined; outer = outer.outer) {
    if (outer.kind === 'delete' || outer.kind === 'update') return true
  }
  return block.role === 'common table' || block.role === 'in'
}

function readsTable(block: Block): boolean {
  const isByKey = searchesOf(block).some(
    ({ operator, column }) =>
      operator === '=' &&
      column.column?.origin?.table.indexes.some(
        ({ isUnique, keys }) =>
          isUnique && keys.length === 1 && 'column' in keys[0]! && keys[0].column === column.name,
      ),
  )
  return !isByKey && block.scope.sources.some(({ kind }) => kind === 'table')
}

/** An aggregate without GROUP BY gives one row. */
function isSummary(targets: readonly Node[] = []): boolean {
  return targets.every(target => {
    const value = insideOf(target, 'ResTarget')?.val
    const call = insideOf(value, 'FuncCall')
    return (
      call?.agg_star ||
      /^(count|sum|min|max|avg)$/.test(insideOf(call?.funcname?.at(-1), 'String')?.sval ?? '')
    )
  })
}
