import type { Location } from '../../base/index.ts'
import { concurrentForm } from '../../sql/index.ts'
import { checkStatements, defineRule } from '../rule.ts'
import { readTimeoutMs } from '../settings.ts'

export const timeoutOnConcurrentBuild = defineRule({
  name: 'timeout-on-concurrent-build',
  group: 'correctness',
  severity: 'warning',
  summary: 'A timeout can break off a CONCURRENTLY statement, which leaves an invalid index.',
  why: `
    A concurrent build waits for every transaction that was open when it began, also for those that use other tables, and
    \`lock_timeout\` counts this waiting. So on a table of ten rows a forgotten transaction anywhere breaks it off, and an
    invalid index stays: no query uses it, every write maintains it. \`statement_timeout\` does the same when the table is
    large.

    Nobody waits behind a concurrent build, so it needs no timeout. Watch how old the oldest transaction is instead.`,
  sources: [
    'https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY',
    'https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-LOCK-TIMEOUT',
  ],
  examples: {
    bad: [
      {
        title: 'lock_timeout',
        up: "set lock_timeout = '2s'; create index concurrently orders_note_idx on shop.orders (note);",
        execution: 'autocommit',
      },
      {
        title: 'statement_timeout',
        up: "set statement_timeout = '1min'; create index concurrently orders_note_idx on shop.orders (note);",
        execution: 'autocommit',
      },
    ],
    good: [
      {
        title: 'A timeout that is lifted',
        up: `set lock_timeout = '2s'; alter table shop.orders add column region text; set lock_timeout = 0;
          create index concurrently orders_region_idx on shop.orders (region);`,
        execution: 'autocommit',
      },
    ],
  },
  check: change =>
    checkStatements(change, ({ statement, isAlone, lockTimeoutMs }) => {
      const form = isAlone && lockTimeoutMs > 0 ? concurrentForm(statement) : undefined
      return form === undefined ? [] : [describe(form, 'lock_timeout', statement.location)]
    }),
  checkStatement: ({ statement, model, isAlone }) => {
    const isLimited = readTimeoutMs(model.settings.get('statement_timeout') ?? '0') > 0
    const form = isAlone && isLimited ? concurrentForm(statement) : undefined
    return form === undefined ? [] : [describe(form, 'statement_timeout', statement.location)]
  },
})

function describe(form: string, setting: string, location: Location) {
  const left = form.startsWith('DETACH') ? 'a partition half detached' : 'an invalid index behind'
  return {
    message: `${setting} can break off ${form}, which leaves ${left}`,
    location,
    evidence: { setting },
    remedy: { title: 'Lift it for this statement', sql: `SET ${setting} = 0;` },
  }
}
