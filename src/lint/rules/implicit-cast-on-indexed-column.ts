import { identityOf, type TypeRef } from '../../prediction/index.ts'
import { formatExpression } from '../../sql/index.ts'
import { typeOfExpression } from '../query/expression-type.ts'
import { indexLedBy, isFoundOtherwise } from '../query/indexes.ts'
import { searchesOf } from '../query/searches.ts'
import { defineRule } from '../rule.ts'

export const implicitCastOnIndexedColumn = defineRule({
  name: 'implicit-cast-on-indexed-column',
  group: 'performance',
  severity: 'warning',
  summary: 'A comparison with another type makes PostgreSQL convert an indexed column in every row.',
  why: `
    Where both sides of a comparison have different types and no operator takes the two, PostgreSQL converts one of them. An
    integer is converted to numeric or double precision, never the other way round, and \`char(n)\` to text. If that side is
    the column, its index does not help: the condition is computed for every row.

    Convert the other side to the type of the column.`,
  sources: ['https://www.postgresql.org/docs/current/typeconv-oper.html'],
  setup: `
    create table shop.countries (code char(2) primary key, name text);
    insert into shop.countries select chr(65 + n / 26) || chr(65 + n % 26), 'x' from generate_series(1, 600) n;`,
  examples: {
    bad: [
      { title: 'A number with a point', up: 'select quantity from shop.items where id = 42.0;' },
      {
        title: 'A calculation in numeric',
        up: 'select quantity from shop.items where order_id = (21 * 2)::numeric;',
      },
      { title: 'A text and a char(n)', up: "select name from shop.countries where code = upper('ch');" },
    ],
    good: [
      { title: 'An integer of another size', up: 'select quantity from shop.items where id = 42;' },
      {
        title: 'A string becomes what the column is',
        up: "select name from shop.countries where code = 'CH';",
      },
      { title: 'A text and a varchar', up: "select name from shop.customers where email = lower('A');" },
      {
        title: 'Dates and times have operators with one another',
        up: 'select id from shop.orders where placed_at > current_date;',
      },
      {
        title: 'The other side is converted',
        up: 'select quantity from shop.items where order_id = (21 * 2)::numeric::bigint;',
      },
    ],
  },
  checkQuery({ block, at }) {
    return searchesOf(block).flatMap(search => {
      const { subject, operator, value, column } = search
      const { origin, type } = column.column ?? {}
      if (origin === undefined || type === undefined || !('ColumnRef' in subject)) return []
      if (!/^(=|<|<=|>|>=)$/.test(operator)) return []
      const other = typeOfExpression(value, block.scope)
      if (other === undefined || !convertsFirst(type, other)) return []
      const index = indexLedBy(origin.table, origin.column.name)
      if (index === undefined || isFoundOtherwise(block, column.source, column.name)) return []
      const [left, right] = [formatExpression(subject), formatExpression(value)]
      const target = type.name === 'character' ? 'bpchar' : type.name
      return [
        {
          message: `${column.name} is ${type.name} and compared with ${other.name}: it is converted in every row, and ${index.name} does not help`,
          location: at(search.node),
          object: `table ${identityOf(origin.table)}`,
          evidence: { column: column.name, type: type.name, comparedWith: other.name, index: index.name },
          remedy: {
            title: `Convert the other side to ${type.name}`,
            sql: left && right && `${left} ${operator} (${right})::${target}`,
          },
        },
      ]
    })
  },
})

const integers = /^(smallint|integer|bigint)$/

/** Whether the operator is one of the second type, because none takes both; all else is left alone. */
function convertsFirst({ name, isArray }: TypeRef, other: TypeRef): boolean {
  if (isArray || other.isArray) return false
  if (integers.test(name)) return /^(numeric|real|double precision)$/.test(other.name)
  if (name === 'numeric') return /^(real|double precision)$/.test(other.name)
  return name === 'character' && /^(text|character varying)$/.test(other.name)
}
