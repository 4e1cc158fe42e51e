import { defineRule } from '../rule.ts'

export const revertFails = defineRule({
  name: 'revert-fails',
  group: 'correctness',
  severity: 'error',
  summary: 'The down migration fails after its own up migration.',
  why: `
    pgwright ran the up migration and then its down migration, and PostgreSQL refused the latter. It would do so in the night
    in which the release has to be taken back.`,
  sources: [],
  needsRehearsal: true,
  examples: {
    bad: [
      {
        title: 'A wrong name',
        up: 'alter table shop.orders add column region text;',
        down: 'alter table shop.orders drop column regoin;',
      },
    ],
    good: [
      {
        title: 'It runs',
        up: 'alter table shop.orders add column region text;',
        down: 'alter table shop.orders drop column region;',
      },
    ],
  },
  check: change =>
    change.migrations.flatMap(({ migration, revert }) => {
      if (revert.error === undefined) return []
      const { message, sqlstate, location } = revert.error
      return [
        {
          message: `The down migration of ${migration.version} fails: ${message}`,
          location,
          evidence: { sqlstate },
        },
      ]
    }),
})
