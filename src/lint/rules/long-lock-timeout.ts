import { formatDuration, listWords } from '../../base/index.ts'
import { lockEvidence, newStrongTableLocks } from '../held-locks.ts'
import { checkStatements, defineRule } from '../rule.ts'

const longMs = 10_000

export const longLockTimeout = defineRule({
  name: 'long-lock-timeout',
  group: 'locking',
  severity: 'warning',
  summary: 'A strong lock is waited for so long that the application notices.',
  why: `
    While a statement waits for a strong lock, everybody who comes later waits behind it, readers too. So \`lock_timeout\` is
    how long the application may stand still; a minute of it is an outage.

    Give up after a few seconds and try again: between the tries the queue moves on.`,
  sources: ['https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT'],
  examples: {
    bad: [
      {
        title: 'A minute',
        up: "set local lock_timeout = '60s'; alter table shop.orders add column region text;",
      },
    ],
    good: [
      {
        title: 'Two seconds',
        up: "set local lock_timeout = '2s'; alter table shop.orders add column region text;",
      },
      {
        title: 'A lock that nobody waits behind',
        up: "set local lock_timeout = '60s'; update shop.orders set note = '' where id = 1;",
      },
    ],
  },
  check: change =>
    checkStatements(change, step => {
      const locks = newStrongTableLocks(step)
      if (step.lockTimeoutMs <= longMs || locks.length === 0) return []
      const tables = locks.map(({ relation }) => relation.name)
      return [
        {
          message: `While this waits for ${listWords(tables)}, everybody waits behind it for up to ${formatDuration(step.lockTimeoutMs)}`,
          location: step.statement.location,
          object: `table ${tables[0]}`,
          evidence: { lockTimeoutMs: step.lockTimeoutMs, locks: lockEvidence(locks) },
          remedy: { title: 'Give up after a moment and try again', sql: `SET lock_timeout = '2s';` },
        },
      ]
    }),
})
