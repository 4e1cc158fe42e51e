import { insideOf, type Node } from '../../sql/index.ts'
import { defineRule } from '../rule.ts'

export const offsetPagination = defineRule({
  name: 'offset-pagination',
  group: 'performance',
  severity: 'info',
  summary: 'Pages are turned with OFFSET, so that each one costs more than the one before.',
  why: `
    OFFSET does not jump: PostgreSQL finds and sorts the rows before the page as well and throws them away. Page 1,000 costs a
    thousand times what page 1 costs, and where rows come or go meanwhile, some are shown twice or never.

    Remember the last row of a page and ask for those after it: \`WHERE (placed_at, id) < ($1, $2)\`, with an index in that
    order.`,
  sources: [
    'https://www.postgresql.org/docs/current/queries-limit.html',
    'https://use-the-index-luke.com/no-offset',
  ],
  examples: {
    bad: [
      {
        title: 'A function that turns pages',
        up: `create function shop.page(n integer) returns setof shop.orders language sql as
          'select * from shop.orders order by id limit 20 offset n * 20';`,
      },
      { title: 'A large offset', up: 'select id from shop.orders order by id limit 20 offset 10000;' },
    ],
    good: [
      { title: 'After the last row', up: 'select id from shop.orders where id > 40 order by id limit 20;' },
      { title: 'The second row', up: 'select id from shop.orders order by id limit 1 offset 1;' },
      {
        title: 'OFFSET 0 keeps a subquery apart',
        up: 'select * from (select id from shop.orders offset 0) o;',
      },
    ],
  },
  checkQuery({ block, at }) {
    if (block.kind !== 'select' && block.kind !== 'set operation') return []
    const { limitOffset, limitCount } = block.node
    if (limitOffset === undefined || limitCount === undefined || !isFar(limitOffset)) return []
    // The row at a place is no page.
    if (insideOf(limitCount, 'A_Const')?.ival?.ival === 1) return []
    return [
      {
        message: 'OFFSET reads and throws away every row before the page',
        location: at(limitOffset),
        evidence: {},
        remedy: {
          title: 'Ask for the rows after the last one that was shown',
          steps: [
            'Keep the ORDER BY values of the last row of a page',
            'WHERE (sort columns, key) > (those values) ORDER BY sort columns, key LIMIT …',
            'Index the same columns in the same order',
          ],
        },
      },
    ]
  },
})

/** A constant of a few rows is no page. */
function isFar(offset: Node): boolean {
  const constant = insideOf(offset, 'A_Const')
  return constant === undefined || (constant.ival?.ival ?? 0) >= 1000
}
