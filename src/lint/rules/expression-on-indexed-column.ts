import { builtins, identityOf } from '../../prediction/index.ts'
import { formatExpression, insideOf, type Node, stringsOf } from '../../sql/index.ts'
import { hasSpecialIndex, indexLedBy, isFoundOtherwise } from '../query/indexes.ts'
import { adviseSargable } from '../query/sargable.ts'
import { type Search, searchesOf } from '../query/searches.ts'
import { defineRule } from '../rule.ts'

export const expressionOnIndexedColumn = defineRule({
  name: 'expression-on-indexed-column',
  group: 'performance',
  severity: 'warning',
  summary: 'A condition wraps an indexed column in an expression, so that the index does not help.',
  why: `
    An index on a column finds values of the column, not of what a function, a cast or a calculation makes of it. PostgreSQL
    computes the expression for every row of the table, and estimates badly how many will pass.

    Compare the column itself and leave the calculation to the other side, where it is done once. A day or a month is a range
    with an open end. Where there is no such form, index the expression.`,
  sources: [
    'https://www.postgresql.org/docs/current/indexes-expressional.html',
    'https://use-the-index-luke.com/sql/where-clause/obfuscation',
  ],
  setup: `
    create index orders_placed_at_idx on shop.orders (placed_at);
    create index customers_email_idx on shop.customers (email);`,
  examples: {
    bad: [
      { title: 'A cast', up: "select id from shop.orders where placed_at::date = '2024-03-01';" },
      {
        title: 'A month',
        up: "select id from shop.orders where date_trunc('month', placed_at) = '2024-03-01';",
      },
      { title: 'A year', up: 'select id from shop.orders where extract(year from placed_at) = 2024;' },
      { title: 'Another case', up: "select id from shop.customers where lower(email) = 'a@example.org';" },
      { title: 'A calculation', up: 'select id from shop.items where order_id + 1 > 499;' },
      { title: 'A number as text', up: "select note from shop.orders where id::text = '7';" },
      {
        title: 'In a view',
        up: "create view shop.march as select id from shop.orders where date_trunc('month', placed_at) = '2024-03-01';",
      },
    ],
    good: [
      {
        title: 'The day as a range',
        up: "select id from shop.orders where placed_at >= '2024-03-01' and placed_at < '2024-03-02';",
      },
      {
        title: 'The calculation on the other side',
        up: "select id from shop.orders where placed_at > now() - interval '1 day';",
      },
      {
        title: 'An index on the expression',
        up: `create index customers_lower_email_idx on shop.customers (lower(email));`,
      },
      { title: 'A column without an index', up: "select id from shop.customers where lower(name) = 'ann';" },
      {
        title: 'Another condition finds the row',
        up: "select id from shop.customers where id = 1 and lower(email) = 'a@example.org';",
      },
      { title: 'A cast that changes nothing', up: "select id from shop.customers where email::text = 'a';" },
    ],
  },
  checkQuery({ block, at }) {
    return searchesOf(block).flatMap(search => {
      const { origin } = search.column.column ?? {}
      if (origin === undefined || !isSearching(search) || !hidesColumn(search)) return []
      const { table, column } = origin
      const index = indexLedBy(table, column.name)
      if (index === undefined || hasSpecialIndex(table, column.name)) return []
      if (isFoundOtherwise(block, search.column.source, search.column.name)) return []
      return [
        {
          message: `${formatExpression(search.subject) ?? column.name} is computed for every row of ${identityOf(table)}: ${index.name} knows only ${column.name}`,
          location: at(search.node),
          object: `table ${identityOf(table)}`,
          evidence: { column: column.name, index: index.name },
          remedy: adviseSargable(search, table),
        },
      ]
    })
  },
})

function isSearching({ operator }: Search): boolean {
  return /^(=|<|<=|>|>=|IN|BETWEEN)$/.test(operator)
}

/** Whether the subject is something that is computed from the column. */
function hidesColumn({ subject, column }: Search): boolean {
  if ('FuncCall' in subject || 'CoalesceExpr' in subject) return true
  const operator = insideOf(subject, 'A_Expr')
  if (operator !== undefined) return /^([-+*/%]|\|\|)$/.test(stringsOf(operator.name).at(-1) ?? '')
  const cast = insideOf(subject, 'TypeCast')
  return cast !== undefined && !isSameBytes(column.column?.type?.name, cast.typeName?.names)
}

/** A cast that leaves the bytes as they are leaves the index usable. */
function isSameBytes(from: string | undefined, names: readonly Node[] = []): boolean {
  const to = builtins.types[stringsOf(names).at(-1) ?? '']?.name
  return (
    from === undefined ||
    to === undefined ||
    from === to ||
    builtins.casts[`${from}>${to}`]?.method === 'binary'
  )
}
