import type { Step } from '../../effects/index.ts'
import type { Remedy } from '../../findings/index.ts'
import { needsOwnTransaction } from '../../sql/index.ts'
import { checkStatements, defineRule } from '../rule.ts'

export const statementFails = defineRule({
  name: 'statement-fails',
  group: 'correctness',
  severity: 'error',
  summary: 'A statement fails, on the rehearsal or by what is known of the target.',
  why: `
    PostgreSQL refuses the statement on a database that the history before it made, in the transaction its tool would use.
    Nothing after it is run there, so nothing after it has been examined.

    Whether rows break a constraint only a rehearsal with such rows can tell; what is wrong with the statement itself, with the
    names in it or with its place in a transaction is foreseen.`,
  sources: ['https://www.postgresql.org/docs/current/errcodes-appendix.html'],
  examples: {
    bad: [
      { title: 'A table that is not there', up: 'alter table shop.order add column region text;' },
      { title: 'CONCURRENTLY inside a transaction', up: 'create index concurrently on shop.orders (note);' },
      {
        title: 'Rows that break the constraint',
        up: 'alter table shop.items add unique (quantity);',
        needsRehearsal: true,
      },
      {
        title: 'A constraint that is checked at commit',
        up: `alter table shop.items add constraint deferred foreign key (order_id) references shop.orders
            deferrable initially deferred;
          insert into shop.items values (100000, 999999, 1);`,
        needsRehearsal: true,
      },
    ],
    good: [{ title: 'A table that is there', up: 'alter table shop.orders add column region text;' }],
  },
  check: change =>
    checkStatements(change, rehearsed => {
      const { error } = rehearsed
      if (error === undefined) return []
      return [
        {
          message: error.message,
          location: error.location,
          evidence: { sqlstate: error.sqlstate, detail: error.detail, hint: error.hint },
          remedy: adviseFailure(rehearsed),
        },
      ]
    }),
})

/** What is wrong with the rows, by the SQLSTATE with which a constraint refuses them. */
const rowsInTheWay: Record<string, string> = {
  '23502': 'that are null',
  '23503': 'that refer to nothing',
  '23505': 'that are there twice',
  '23514': 'that the condition does not hold for',
  '23P01': 'that conflict',
}

/** 25001: a statement that refuses a transaction block. */
function adviseFailure({ statement, error }: Step): Remedy | undefined {
  const rows = error === undefined ? undefined : rowsInTheWay[error.sqlstate]
  if (rows !== undefined) {
    return {
      title: 'See to the rows first',
      steps: [`Find the rows ${rows}`, 'Change or delete them in a migration before this one'],
    }
  }
  if (error?.sqlstate === '25001' && needsOwnTransaction(statement)) {
    return {
      title: 'Run it outside a transaction',
      steps: [
        'Put it alone into a migration',
        'Use your tool’s directive for a migration without a transaction',
      ],
    }
  }
  return error?.hint === undefined ? undefined : { title: error.hint }
}
