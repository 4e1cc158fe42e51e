import type { Step } from '../../effects/index.ts'
import { newStrongTableLocks } from '../held-locks.ts'
import { defineRule, type Problem } from '../rule.ts'
import { groupByTransaction } from '../transactions.ts'

export const lockOrder = defineRule({
  name: 'lock-order',
  group: 'locking',
  severity: 'info',
  summary: 'Two transactions of the change lock the same tables in opposite order.',
  why: `
    When both run at the same time, from two branches, two services or a deployment that is tried again, each holds the table
    that the other one wants: a deadlock, and PostgreSQL ends one of the two. Lock tables in the same order everywhere, or
    one in each transaction.`,
  sources: ['https://www.postgresql.org/docs/current/explicit-locking.html#LOCKING-DEADLOCKS'],
  examples: {
    bad: [
      {
        title: 'There and back',
        up: `begin; alter table shop.orders add column region text; alter table shop.customers add column region text; commit;
          begin; alter table shop.customers add column source text; alter table shop.orders add column source text; commit;`,
        execution: 'autocommit',
      },
    ],
    good: [
      {
        title: 'The same order',
        up: `begin; alter table shop.orders add column region text; alter table shop.customers add column region text; commit;
          begin; alter table shop.orders add column source text; alter table shop.customers add column source text; commit;`,
        execution: 'autocommit',
      },
    ],
  },
  check: change => {
    const earlier = new Map<string, Step>()
    return change.migrations
      .flatMap(({ statements }) => groupByTransaction(statements))
      .flatMap(steps => {
        const pairs = lockPairs(steps)
        const problems = pairs.flatMap(([first, second, step]): Problem[] => {
          const opposite = earlier.get(`${second} ${first}`)
          if (opposite === undefined) return []
          return [
            {
              message: `${first} is locked before ${second}, and in the other order in ${opposite.statement.location.file}`,
              location: step.statement.location,
              object: `table ${second}`,
              evidence: { first, second, oppositeLine: opposite.statement.location.line },
              remedy: {
                title: `Lock ${second} before ${first}, as ${opposite.statement.location.file} does`,
              },
            },
          ]
        })
        for (const [first, second, step] of pairs) earlier.set(`${first} ${second}`, step)
        return problems
      })
  },
})

/** Each two tables that a transaction locks one after the other, with the statement that locks the second. */
function lockPairs(steps: readonly Step[]): [first: string, second: string, step: Step][] {
  const locked: string[] = []
  return steps.flatMap(step => {
    const tables = newStrongTableLocks(step).map(({ relation }) => relation.name)
    const fresh = tables.filter(table => !locked.includes(table))
    const pairs = locked.flatMap(first => fresh.map(second => [first, second, step] as const))
    locked.push(...fresh)
    return pairs.map(([first, second]) => [first, second, step] satisfies [string, string, Step])
  })
}
