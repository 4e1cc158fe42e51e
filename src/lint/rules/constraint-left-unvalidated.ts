import { identityOf } from '../../prediction/index.ts'
import { quoteIdentifier } from '../../sql/index.ts'
import { madeConstraints } from '../made-constraints.ts'
import { defineRule } from '../rule.ts'

export const constraintLeftUnvalidated = defineRule({
  name: 'constraint-left-unvalidated',
  group: 'correctness',
  severity: 'info',
  summary: 'A constraint is added NOT VALID, and no statement of the change validates it.',
  why: `
    New rows are checked, those that are there are not; the planner does not rely on the constraint, and SET NOT NULL or
    ATTACH PARTITION read the whole table although it says the same. Validating it in a later migration is right; forgetting
    it is easy.`,
  sources: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-VALIDATE-CONSTRAINT',
  ],
  examples: {
    bad: [
      {
        title: 'NOT VALID, and nothing after it',
        up: 'alter table shop.orders add constraint total_positive check (total >= 0) not valid;',
      },
    ],
    good: [
      {
        title: 'Validated by the next transaction',
        up: `alter table shop.orders add constraint total_positive check (total >= 0) not valid;
          alter table shop.orders validate constraint total_positive;`,
        execution: 'autocommit',
      },
    ],
  },
  check: (change, after) =>
    madeConstraints(change, after)
      .filter(({ constraint }) => !constraint.isValid && constraint.isEnforced)
      .map(({ step, table, constraint: { name } }) => ({
        message: `${name} on ${identityOf(table)} holds for new rows only, until somebody validates it`,
        location: step.statement.location,
        object: `table constraint ${name} on ${identityOf(table)}`,
        evidence: { constraint: name },
        remedy: {
          title: 'Validate it in a migration of its own',
          sql: `ALTER TABLE ${identityOf(table)} VALIDATE CONSTRAINT ${quoteIdentifier(name)};`,
        },
      })),
})
