import { readTableActions } from '../../sql/index.ts'
import { lockEvidence, strongTableLocks } from '../held-locks.ts'
import { checkStatements, defineRule } from '../rule.ts'

export const validationInSameTransaction = defineRule({
  name: 'validation-in-same-transaction',
  group: 'locking',
  severity: 'error',
  summary:
    'A constraint is added NOT VALID and validated in the same transaction, which undoes the point of it.',
  why: `
    VALIDATE CONSTRAINT reads the whole table under a lock that lets everybody work on. But in the transaction that added the
    constraint the stronger lock of ADD CONSTRAINT is still held, so everybody waits for the reading after all.

    Put VALIDATE CONSTRAINT into the next migration, or at least into the next transaction.`,
  sources: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  examples: {
    bad: [
      {
        title: 'Both phases in one migration',
        up: `alter table shop.orders add constraint total_positive check (total >= 0) not valid;
          alter table shop.orders validate constraint total_positive;`,
      },
    ],
    good: [
      {
        title: 'A transaction for each phase',
        up: `alter table shop.orders add constraint total_positive check (total >= 0) not valid;
          alter table shop.orders validate constraint total_positive;`,
        execution: 'autocommit',
      },
    ],
  },
  check: change =>
    checkStatements(change, statement => {
      const validation = readTableActions(statement.statement).find(
        ({ subtype }) => subtype === 'AT_ValidateConstraint',
      )
      const locks = strongTableLocks(statement)
      if (validation === undefined || locks.length === 0) return []
      const { table, name = '' } = validation
      return [
        {
          message: `${name} is validated while its transaction still holds ${locks.map(({ mode }) => mode.sql)[0]} on ${table}`,
          location: statement.statement.location,
          object: `table constraint ${name} on ${table}`,
          evidence: {
            locks: lockEvidence(locks),
            scans: statement.effect.scans.map(({ rows }) => ({ table, rows })),
          },
          remedy: {
            title: 'Validate in a migration of its own',
            sql: `-- the next migration:\n${statement.statement.text};`,
          },
        },
      ]
    }),
})
