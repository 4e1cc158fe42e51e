import { defineRule } from '../rule.ts'
import { demandSetting } from '../settings.ts'

export const missingIdleTimeout = defineRule({
  name: 'missing-idle-timeout',
  group: 'locking',
  severity: 'info',
  summary: 'A script takes strong locks without an idle_in_transaction_session_timeout.',
  why: `
    When the process that migrates hangs, or the network fails, its transaction stays open with all its locks until somebody
    ends it. With this timeout the server does.`,
  sources: [
    'https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-IDLE-IN-TRANSACTION-SESSION-TIMEOUT',
  ],
  isOptional: true,
  examples: {
    bad: [{ title: 'No timeout', up: 'alter table shop.orders add column region text;' }],
    good: [
      {
        title: 'A timeout before it',
        up: `set idle_in_transaction_session_timeout = '30s'; alter table shop.orders add column region text;`,
      },
    ],
  },
  check: change =>
    demandSetting(
      change,
      'idle_in_transaction_session_timeout',
      '30s',
      'a client that hangs keeps the lock until somebody ends it',
    ),
})
