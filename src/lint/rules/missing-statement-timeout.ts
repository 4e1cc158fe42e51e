import { defineRule } from '../rule.ts'
import { demandSetting } from '../settings.ts'

export const missingStatementTimeout = defineRule({
  name: 'missing-statement-timeout',
  group: 'locking',
  severity: 'info',
  summary: 'A script takes strong locks without a statement_timeout.',
  why: `
    \`lock_timeout\` ends the waiting for a lock, not the work under it. A statement that takes longer than anybody thought
    keeps its lock until it is done; \`statement_timeout\` ends it.`,
  sources: ['https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-STATEMENT-TIMEOUT'],
  isOptional: true,
  examples: {
    bad: [{ title: 'No timeout', up: 'alter table shop.orders add column region text;' }],
    good: [
      {
        title: 'A timeout before it',
        up: "set statement_timeout = '10s'; alter table shop.orders add column region text;",
      },
    ],
  },
  check: change =>
    demandSetting(change, 'statement_timeout', '10s', 'work that takes longer than thought keeps the lock'),
})
