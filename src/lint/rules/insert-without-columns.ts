import { identityOf } from '../../prediction/index.ts'
import { formatRangeVar, insideOf, quoteIdentifier } from '../../sql/index.ts'
import { defineRule } from '../rule.ts'

export const insertWithoutColumns = defineRule({
  name: 'insert-without-columns',
  group: 'compatibility',
  severity: 'warning',
  summary: 'An INSERT does not say which columns its values are for.',
  why: `
    The values go into the columns in the order in which the table has them. That order is another one in a database whose columns
    were added in another order, and after a column was added or dropped the values go astray, without an error where the types
    allow it.`,
  sources: ['https://www.postgresql.org/docs/current/dml-insert.html'],
  examples: {
    bad: [
      { title: 'Values', up: "insert into shop.customers values (0, 'a@example.org', 'Ann');" },
      {
        title: 'In a function',
        up: `create function shop.add(address text) returns void language sql as
          'insert into shop.customers values (0, address)';`,
      },
    ],
    good: [
      {
        title: 'With its columns',
        up: "insert into shop.customers (id, email) values (0, 'a@example.org');",
      },
      {
        title: 'Nothing but defaults',
        up: 'create table shop.visits (id bigserial primary key); insert into shop.visits default values;',
      },
    ],
  },
  checkQuery({ block, at }) {
    if (block.kind !== 'insert') return []
    const { relation, cols = [], selectStmt } = block.node
    const [target] = block.scope.sources
    if (relation === undefined || cols.length > 0 || selectStmt === undefined) return []
    const { table, columns } = target ?? {}
    if (table !== undefined && (!table.isExisting || table.persistence === 'temporary')) return []
    const values = insideOf(selectStmt, 'SelectStmt')
    const firstRow = insideOf(values?.valuesLists?.[0], 'List')?.items ?? values?.targetList ?? []
    const names = columns?.slice(0, firstRow.length).map(({ name }) => quoteIdentifier(name))
    const name = table === undefined ? formatRangeVar(relation) : identityOf(table)
    return [
      {
        message: `The values go into the columns of ${name} in whatever order it has them`,
        location: at({ RangeVar: relation }),
        object: `table ${name}`,
        severity: block.role === 'routine' ? 'warning' : 'info',
        evidence: {},
        remedy: {
          title: 'Name the columns',
          sql: names && values?.valuesLists && `INSERT INTO ${name} (${names.join(', ')}) …`,
        },
      },
    ]
  },
})
