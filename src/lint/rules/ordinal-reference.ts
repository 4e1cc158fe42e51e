import { insideOf, type Node } from '../../sql/index.ts'
import { defineRule } from '../rule.ts'

export const ordinalReference = defineRule({
  name: 'ordinal-reference',
  group: 'style',
  severity: 'info',
  isOptional: true,
  summary: 'ORDER BY or GROUP BY names a column by its number.',
  why: `
    A column that is put in before it changes what \`ORDER BY 2\` means, and nobody is told. A name or an alias stays what it is.`,
  sources: ['https://www.postgresql.org/docs/current/queries-order.html'],
  examples: {
    bad: [
      {
        title: 'An order',
        up: 'create view shop.latest as select id, placed_at from shop.orders order by 2;',
      },
      {
        title: 'Groups',
        up: 'create view shop.counts as select status, count(*) from shop.orders group by 1;',
      },
    ],
    good: [
      {
        title: 'By name',
        up: 'create view shop.latest as select id, placed_at from shop.orders order by placed_at;',
      },
    ],
  },
  checkQuery({ block, at }) {
    if (block.kind !== 'select' && block.kind !== 'set operation') return []
    const { sortClause = [], groupClause = [] } = block.node
    const keys = [...sortClause.flatMap(it => insideOf(it, 'SortBy')?.node ?? []), ...groupClause]
    return keys.filter(isNumber).map(key => ({
      message: `${insideOf(key, 'A_Const')?.ival?.ival} is a place in the list, not a name`,
      location: at(key),
      evidence: {},
      remedy: { title: 'Write the column or its alias' },
    }))
  },
})

function isNumber(node: Node): boolean {
  return insideOf(node, 'A_Const')?.ival !== undefined
}
