import { listWords } from '../../base/index.ts'
import type { Step } from '../../effects/index.ts'
import { lockEvidence, newStrongTableLocks, strongTableLocks } from '../held-locks.ts'
import { defineRule } from '../rule.ts'
import { groupByTransaction } from '../transactions.ts'

export const severalTablesLocked = defineRule({
  name: 'several-tables-locked',
  group: 'locking',
  severity: 'warning',
  summary: 'Statements of one transaction pile up strong locks on several tables.',
  why: `
    Locks stay until the transaction ends. While it waits for the second table it already holds the first, so everybody who
    needs either of them waits; and an application that takes the tables in another order deadlocks with it.

    Give each table a migration of its own, so that each lock is held for a moment.`,
  sources: ['https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-DEADLOCKS'],
  examples: {
    bad: [
      {
        title: 'Two tables in one transaction',
        up: 'alter table shop.orders add column region text; alter table shop.customers add column region text;',
      },
    ],
    good: [
      {
        title: 'One table',
        up: 'alter table shop.orders add column region text; alter table shop.orders add column source text;',
      },
      {
        title: 'One statement that needs both',
        up: 'alter table shop.orders add foreign key (customer_id) references shop.customers not valid;',
      },
      {
        title: 'A transaction for each',
        up: 'alter table shop.orders add column region text; alter table shop.customers add column region text;',
        execution: 'autocommit',
      },
    ],
  },
  check: change =>
    change.migrations.flatMap(({ statements }) => groupByTransaction(statements).flatMap(checkTransaction)),
})

function checkTransaction(statements: Step[]) {
  const lockers = statements.filter(statement => newStrongTableLocks(statement).length > 0)
  const last = lockers.at(-1)
  if (last === undefined || lockers.length < 2) return []
  const locks = strongTableLocks(last)
  const tables = locks.map(({ relation }) => relation.name)
  if (tables.length < 2) return []
  return [
    {
      message: `One transaction holds strong locks on ${listWords(tables)} at the same time`,
      location: last.statement.location,
      object: `table ${tables[0]}`,
      evidence: { locks: lockEvidence(locks) },
      remedy: {
        title: 'Split it',
        steps: tables.map(table => `Put what concerns ${table} into a migration of its own`),
      },
    },
  ]
}
