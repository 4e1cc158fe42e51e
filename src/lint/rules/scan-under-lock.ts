import { listWords } from '../../base/index.ts'
import type { HeldLock, Step } from '../../effects/index.ts'
import { blocksWhat, lockEvidence, strongTableLocks } from '../held-locks.ts'
import { checkStatements, defineRule } from '../rule.ts'

export const scanUnderLock = defineRule({
  name: 'scan-under-lock',
  group: 'locking',
  severity: 'error',
  summary: 'A whole table is read while a lock keeps others waiting.',
  why: `
    A constraint is checked against every row, or a statement works through a table, while the transaction holds a lock that
    blocks writes or even reads. The lock may be its own or one that an earlier statement of the same transaction took: locks
    stay until the transaction ends.

    Checks can be split from their lock: NOT VALID takes the lock for a moment and reads nothing, VALIDATE CONSTRAINT reads
    the table under a lock that blocks neither reads nor writes.`,
  sources: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-VALIDATE-CONSTRAINT',
    'https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-TABLES',
  ],
  examples: {
    bad: [
      {
        title: 'A foreign key',
        up: 'alter table shop.orders add foreign key (customer_id) references shop.customers;',
      },
      {
        title: 'A check constraint',
        up: 'alter table shop.items add constraint quantity_positive check (quantity > 0);',
      },
      { title: 'SET NOT NULL', up: 'alter table shop.items alter column quantity set not null;' },
      {
        title: 'An update after a lock was taken',
        up: "alter table shop.orders add column region text; update shop.orders set region = 'eu';",
      },
    ],
    good: [
      {
        title: 'A foreign key that is validated later',
        up: 'alter table shop.orders add foreign key (customer_id) references shop.customers not valid;',
      },
      {
        title: 'SET NOT NULL after a valid check',
        up: `alter table shop.items add constraint quantity_known check (quantity is not null) not valid; commit;
          alter table shop.items validate constraint quantity_known;
          alter table shop.items alter column quantity set not null;`,
        execution: 'autocommit',
      },
      { title: 'An update that holds no table lock', up: 'update shop.orders set total = total + 1;' },
    ],
  },
  check: change =>
    checkStatements(change, statement => {
      const locks = strongTableLocks(statement)
      const scanned = scannedTables(statement)
      if (locks.length === 0 || scanned.length === 0) return []
      const tables = scanned.map(({ relation }) => relation.name)
      return [
        {
          message: `${listWords(tables)} ${tables.length === 1 ? 'is' : 'are'} read from end to end while ${describeLocks(locks)}`,
          location: statement.statement.location,
          object: `table ${tables[0]}`,
          evidence: {
            scans: scanned.map(({ relation, rows }) => ({ table: relation.name, rows })),
            locks: lockEvidence(locks),
          },
          remedy: {
            title: 'Do the work in a transaction of its own',
            steps: [
              'Move the statement that takes the lock, or this one, to another migration',
              'Change many rows in batches',
            ],
          },
        },
      ]
    }),
})

/** `a lock blocks reads and writes of shop.orders`, for one lock or several. */
function describeLocks(locks: readonly HeldLock[]): string {
  return listWords(locks.map(lock => `a lock ${blocksWhat(lock)} of ${lock.relation.name}`))
}

/** Rewriting and building indexes reads tables too; rules of their own say so. VALIDATE has its own as well. */
function scannedTables({ effect, statement }: Step) {
  if (/\bvalidate\s+constraint\b/i.test(statement.text) && statement.kind === 'AlterTableStmt') return []
  const known = new Set(
    [...effect.rewrites, ...effect.indexBuilds.map(({ table }) => table)].map(({ name }) => name),
  )
  return effect.scans.filter(({ relation }) => !known.has(relation.name))
}
