import { listWords } from '../../base/index.ts'
import { lockEvidence, newStrongTableLocks } from '../held-locks.ts'
import { defineRule } from '../rule.ts'

export const missingLockTimeout = defineRule({
  name: 'missing-lock-timeout',
  group: 'locking',
  severity: 'warning',
  summary: 'A strong lock is asked for without a lock_timeout.',
  why: `
    A statement that needs a strong lock waits for every transaction that uses the table, and everybody who comes later waits
    behind it. One forgotten transaction then stops the whole application, for as long as it lasts.

    With a short \`lock_timeout\` the migration gives up instead, and can be tried again a moment later. CONCURRENTLY
    statements are not meant: there a timeout leaves an invalid index behind.`,
  sources: ['https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT'],
  examples: {
    bad: [{ title: 'No timeout at all', up: 'alter table shop.orders add column region text;' }],
    good: [
      {
        title: 'A timeout for this transaction',
        up: "set local lock_timeout = '2s'; alter table shop.orders add column region text;",
      },
      {
        title: 'Only new tables',
        up: 'create table shop.regions (name text); alter table shop.regions add column code text;',
      },
      {
        title: 'A concurrent build',
        up: 'create index concurrently on shop.orders (note);',
        execution: 'autocommit',
      },
    ],
  },
  check: change =>
    change.migrations.flatMap(({ migration, statements }) => {
      const waiting = statements.filter(it => it.lockTimeoutMs === 0 && newStrongTableLocks(it).length > 0)
      const [first] = waiting
      if (first === undefined) return []
      const locks = waiting.flatMap(newStrongTableLocks)
      const tables = [...new Set(locks.map(({ relation }) => relation.name))]
      const isOneTransaction = migration.up.execution !== 'autocommit'
      return [
        {
          message: `Without a lock_timeout this waits for ${listWords(tables)} as long as anybody uses ${tables.length === 1 ? 'it' : 'them'}, and everybody else waits behind it`,
          location: first.statement.location,
          object: `table ${tables[0]}`,
          evidence: { locks: lockEvidence(locks) },
          remedy: {
            title: 'Give up after a moment and try again',
            sql: `${isOneTransaction ? 'SET LOCAL' : 'SET'} lock_timeout = '2s';`,
          },
        },
      ]
    }),
})
