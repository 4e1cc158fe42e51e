import type { Step } from '../../effects/index.ts'
import { lockEvidence, newStrongTableLocks } from '../held-locks.ts'
import { defineRule, type Problem } from '../rule.ts'
import { groupByTransaction } from '../transactions.ts'

export const lockUpgrade = defineRule({
  name: 'lock-upgrade',
  group: 'locking',
  severity: 'warning',
  summary: 'A transaction changes rows of a table and then asks for a strong lock on it.',
  why: `
    Another session that wants one of the changed rows waits for this transaction, and holds a lock on the table while it does.
    When this transaction then asks for a stronger lock on the table it waits for that session: a deadlock, and PostgreSQL
    ends one of the two.

    Change the rows in a transaction of their own, or take the strong lock first.`,
  sources: ['https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-DEADLOCKS'],
  examples: {
    bad: [
      {
        title: 'Rows, then the table',
        up: "update shop.orders set note = '' where id < 10; alter table shop.orders add column region text;",
      },
    ],
    good: [
      {
        title: 'A transaction for each',
        up: "update shop.orders set note = '' where id < 10; alter table shop.orders add column region text;",
        execution: 'autocommit',
      },
      {
        title: 'Rows of another table',
        up: "update shop.customers set name = '' where id < 10; alter table shop.orders add column region text;",
      },
    ],
  },
  check: change =>
    change.migrations.flatMap(({ statements }) => groupByTransaction(statements).flatMap(checkTransaction)),
})

function checkTransaction(steps: Step[]): Problem[] {
  const written = new Set<string>()
  return steps.flatMap(step => {
    const upgrades = newStrongTableLocks(step).filter(({ relation }) => written.has(relation.name))
    for (const table of writtenTables(step)) written.add(table)
    return upgrades.map(lock => ({
      message: `${lock.relation.name} is locked by a transaction that has changed rows of it: a deadlock with whoever waits for these rows`,
      location: step.statement.location,
      object: `table ${lock.relation.name}`,
      evidence: { locks: lockEvidence([lock]) },
      remedy: {
        title: 'Split it',
        steps: [`Change the rows of ${lock.relation.name} in a migration of their own`],
      },
    }))
  })
}

/** INSERT makes rows that nobody waits for, but ON CONFLICT and UPDATE lock those that are there. */
function writtenTables({ effect, statement }: Step): string[] {
  if (!/^(UpdateStmt|DeleteStmt|MergeStmt|InsertStmt|DoStmt|SelectStmt)$/.test(statement.kind)) return []
  return effect.locks.filter(({ mode }) => mode.sql === 'ROW EXCLUSIVE').map(({ relation }) => relation.name)
}
