import { insideOf, stringsOf } from '../../sql/index.ts'
import { defineRule } from '../rule.ts'

export const randomOrder = defineRule({
  name: 'random-order',
  group: 'performance',
  severity: 'warning',
  summary: 'A whole table is sorted by random() to take some of its rows.',
  why: `
    ORDER BY random() computes a number for every row and sorts them all, however few are taken. TABLESAMPLE reads only a part of
    the table; a random key that is looked up in an index finds one row at once.`,
  sources: ['https://www.postgresql.org/docs/current/sql-select.html#SQL-FROM'],
  examples: {
    bad: [
      {
        title: 'One at random',
        up: 'create view shop.lucky as select id from shop.customers order by random() limit 1;',
      },
    ],
    good: [
      {
        title: 'A sample',
        up: 'create view shop.some as select id from shop.customers tablesample system (1);',
      },
    ],
  },
  checkQuery({ block, at }) {
    if (block.kind !== 'select' || block.node.limitCount === undefined) return []
    if (!block.scope.sources.some(({ kind }) => kind === 'table')) return []
    return (block.node.sortClause ?? []).flatMap(it => {
      const key = insideOf(it, 'SortBy')?.node
      if (key === undefined || stringsOf(insideOf(key, 'FuncCall')?.funcname).at(-1) !== 'random') return []
      return [
        {
          message: 'Every row is sorted to take some at random',
          location: at(key),
          evidence: {},
          remedy: { title: 'Take a sample with TABLESAMPLE, or look a random key up in an index' },
        },
      ]
    })
  },
})
