import { listWords } from '../../base/index.ts'
import { identityOf, type Table } from '../../prediction/index.ts'
import { quoteIdentifier } from '../../sql/index.ts'
import { madeConstraints } from '../made-constraints.ts'
import { defineRule } from '../rule.ts'

export const foreignKeyWithoutIndex = defineRule({
  name: 'foreign-key-without-index',
  group: 'performance',
  severity: 'info',
  summary: 'No index helps PostgreSQL to find the rows that refer to a key.',
  why: `
    Whenever a referenced row is deleted, or its key changes, PostgreSQL looks for rows that refer to it. Without an index it
    reads the whole referring table for each of them, and the joins along the foreign key do so too.

    Where rows are never deleted and nobody joins that way, the index is not worth what it costs every write.`,
  sources: ['https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK'],
  examples: {
    bad: [
      {
        title: 'A foreign key alone',
        up: 'alter table shop.orders add foreign key (customer_id) references shop.customers not valid;',
      },
    ],
    good: [
      {
        title: 'An index that begins with it',
        up: `create table shop.notes (order_id bigint references shop.orders, body text);
          create index on shop.notes (order_id, body);`,
      },
      {
        title: 'A primary key that begins with it',
        up: 'create table shop.tags (order_id bigint references shop.orders, tag text, primary key (order_id, tag));',
      },
    ],
  },
  check: (change, after) =>
    madeConstraints(change, after)
      .filter(
        ({ table, constraint: { kind, columns } }) => kind === 'foreign key' && !hasIndex(table, columns),
      )
      .map(({ step, table, constraint: { name, columns, target } }) => {
        const [identity, keys] = [identityOf(table), columns.map(quoteIdentifier)]
        return {
          message: `No index of ${identity} begins with ${listWords(keys)}, so each row deleted from ${target === undefined ? 'the other table' : identityOf(target.table)} reads it from end to end`,
          location: step.statement.location,
          object: `table constraint ${name} on ${identity}`,
          evidence: { columns },
          remedy: {
            title: 'Add an index, outside a transaction',
            sql: `CREATE INDEX ${table.isExisting ? 'CONCURRENTLY ' : ''}ON ${identity} (${keys.join(', ')});`,
          },
        }
      }),
})

/** Whether a whole, valid index begins with these columns, in any order. */
function hasIndex({ indexes }: Table, columns: readonly string[]): boolean {
  return indexes.some(({ keys, isValid, condition }) => {
    const first = keys.slice(0, columns.length).flatMap(key => ('column' in key ? [key.column] : []))
    return isValid && condition === undefined && columns.every(column => first.includes(column))
  })
}
