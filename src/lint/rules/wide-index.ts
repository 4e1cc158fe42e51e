import { formatRangeVar } from '../../sql/index.ts'
import { defineRule } from '../rule.ts'

const fewKeys = 3

export const wideIndex = defineRule({
  name: 'wide-index',
  group: 'performance',
  severity: 'info',
  summary: 'An index that is not unique has more than three keys.',
  why: `
    The columns after the first three seldom choose rows any further, but every row stores them a second time and every UPDATE of
    one of them writes the index. Columns that are only read can be INCLUDEd, which at least keeps them out of the inner pages.`,
  sources: ['https://www.postgresql.org/docs/current/indexes-multicolumn.html'],
  examples: {
    bad: [
      {
        title: 'Four keys',
        up: 'create table shop.log (a int, b int, c int, d int); create index on shop.log (a, b, c, d);',
      },
    ],
    good: [
      {
        title: 'Three keys',
        up: 'create table shop.log (a int, b int, c int, d int); create index on shop.log (a, b, c) include (d);',
      },
      {
        title: 'A unique one needs them all',
        up: 'create table shop.log (a int, b int, c int, d int); create unique index on shop.log (a, b, c, d);',
      },
    ],
  },
  checkStatement: ({ statement }) => {
    if (!('IndexStmt' in statement.node)) return []
    const { unique, indexParams = [], accessMethod, relation = {}, idxname } = statement.node.IndexStmt
    if (unique || accessMethod !== 'btree' || indexParams.length <= fewKeys) return []
    const table = formatRangeVar(relation)
    return [
      {
        message: `An index of ${table} has ${indexParams.length} keys; the first three usually do`,
        location: statement.location,
        object: idxname === undefined ? `table ${table}` : `index ${idxname}`,
        evidence: { keys: indexParams.length },
        remedy: { title: 'Keep the keys that choose the most rows, the most selective first' },
      },
    ]
  },
})
