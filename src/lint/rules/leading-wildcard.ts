import { identityOf } from '../../prediction/index.ts'
import { insideOf, quoteIdentifier } from '../../sql/index.ts'
import { hasSpecialIndex, indexLedBy, isFoundOtherwise } from '../query/indexes.ts'
import { searchesOf } from '../query/searches.ts'
import { defineRule } from '../rule.ts'

export const leadingWildcard = defineRule({
  name: 'leading-wildcard',
  group: 'performance',
  severity: 'warning',
  summary: 'A pattern begins with a wildcard, or ignores case, on a column whose index cannot answer that.',
  why: `
    A B-tree holds its values in order, so it finds those with a known beginning. Where the pattern begins with \`%\` or \`_\`,
    or ILIKE leaves the case of the first letter open, there is no beginning, and every row is compared.

    A trigram index finds any part of a text, whatever its case.`,
  sources: [
    'https://www.postgresql.org/docs/current/indexes-types.html#INDEXES-TYPES-BTREE',
    'https://www.postgresql.org/docs/current/pgtrgm.html#PGTRGM-INDEX',
  ],
  setup: 'create index customers_email_idx on shop.customers (email text_pattern_ops);',
  examples: {
    bad: [
      { title: 'LIKE', up: "select id from shop.customers where email like '%@example.org';" },
      { title: 'ILIKE', up: "select id from shop.customers where email ilike 'c1@%';" },
    ],
    good: [
      { title: 'A beginning', up: "select id from shop.customers where email like 'c1@%';" },
      { title: 'A column without an index', up: "select id from shop.customers where name like '%a%';" },
      {
        title: 'Another condition finds the row',
        up: "select id from shop.customers where id = 1 and email like '%@example.org';",
      },
    ],
  },
  checkQuery({ block, at }) {
    return searchesOf(block).flatMap(({ node, subject, operator, value, column }) => {
      const pattern = insideOf(value, 'A_Const')?.sval?.sval
      const { origin } = column.column ?? {}
      if (origin === undefined || pattern === undefined || !('ColumnRef' in subject)) return []
      const isOpen =
        operator === '~~' ? /^[%_]/.test(pattern) : operator === '~~*' && /^[%_\p{L}]/u.test(pattern)
      const { table } = origin
      const index = indexLedBy(table, origin.column.name)
      if (!isOpen || index === undefined || hasSpecialIndex(table, origin.column.name)) return []
      if (isFoundOtherwise(block, column.source, column.name)) return []
      return [
        {
          message: `Every row of ${identityOf(table)} is compared with '${pattern}': ${index.name} needs a known beginning`,
          location: at(node),
          object: `table ${identityOf(table)}`,
          evidence: { column: column.name, pattern, index: index.name },
          remedy: {
            title: 'Index the trigrams of the column',
            sql: `CREATE EXTENSION IF NOT EXISTS pg_trgm;\nCREATE INDEX CONCURRENTLY ON ${identityOf(table)} USING gin (${quoteIdentifier(origin.column.name)} gin_trgm_ops);`,
          },
        },
      ]
    })
  },
})
