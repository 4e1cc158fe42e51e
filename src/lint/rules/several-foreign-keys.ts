import { listWords } from '../../base/index.ts'
import type { Node } from '../../sql/index.ts'
import { lockEvidence, newStrongTableLocks } from '../held-locks.ts'
import { droppedNames } from '../named-tables.ts'
import { checkStatements, defineRule } from '../rule.ts'

export const severalForeignKeys = defineRule({
  name: 'several-foreign-keys',
  group: 'locking',
  severity: 'info',
  summary: 'One statement locks several tables in use, because foreign keys tie them together.',
  why: `
    Making or dropping a foreign key, or a table that has some, locks the tables it points to against writes. With several of
    them the statement holds the first while it waits for the next, so one busy table stops the writes to all of them.

    Make the table without foreign keys, or with one, and add the others one by one.`,
  sources: [
    'https://www.postgresql.org/docs/current/sql-createtable.html',
    'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES',
  ],
  examples: {
    bad: [
      {
        title: 'A new table that refers to two',
        up: `create table shop.reviews (id bigint primary key, order_id bigint references shop.orders,
            customer_id bigint references shop.customers);`,
      },
    ],
    good: [
      {
        title: 'One of them',
        up: 'create table shop.reviews (id bigint primary key, order_id bigint references shop.orders);',
      },
      {
        title: 'A foreign key between two tables in use needs both',
        up: 'alter table shop.orders add foreign key (customer_id) references shop.customers not valid;',
      },
    ],
  },
  check: change =>
    checkStatements(change, step => {
      const own = ownTable(step.statement.node)
      const locks = newStrongTableLocks(step)
      const others = locks.filter(
        ({ relation }) => relation.name.split('.').at(-1)?.replaceAll('"', '') !== own,
      )
      if (own === undefined || others.length < 2) return []
      const tables = others.map(({ relation }) => relation.name)
      return [
        {
          message: `One statement locks ${listWords(tables)} at the same time`,
          location: step.statement.location,
          object: `table ${tables[0]}`,
          evidence: { locks: lockEvidence(locks) },
          remedy: {
            title: 'Tie them one by one',
            steps: tables.map(table => `Add the foreign key to ${table} in a transaction of its own`),
          },
        },
      ]
    }),
})

/** The table that a statement is about, without its schema. */
function ownTable(node: Node): string | undefined {
  if ('CreateStmt' in node) return node.CreateStmt.relation?.relname
  if ('AlterTableStmt' in node) return node.AlterTableStmt.relation?.relname
  if ('DropStmt' in node && node.DropStmt.removeType === 'OBJECT_TABLE') {
    return droppedNames(node.DropStmt.objects)[0]?.at(-1)
  }
  return undefined
}
