import { placeOfUp } from '../migration-place.ts'
import { defineRule } from '../rule.ts'

export const revertMissing = defineRule({
  name: 'revert-missing',
  group: 'correctness',
  severity: 'warning',
  summary: 'A migration has no down migration, in a history where others have one.',
  why: `
    When a release has to be taken back, its migrations are reverted from the last to the first. One without a down migration
    stops that, at the worst moment.

    In a history where no migration can be reverted, nothing is said: the team goes forward only.`,
  sources: [],
  needsRehearsal: true,
  examples: {
    bad: [{ title: 'Nothing to go back with', up: 'alter table shop.orders add column region text;' }],
    good: [
      {
        title: 'A down migration',
        up: 'alter table shop.orders add column region text;',
        down: 'alter table shop.orders drop column region;',
      },
    ],
  },
  check: change =>
    change.migrations
      .filter(
        ({ revert, migration }) =>
          change.hasReverts && revert.outcome === 'missing' && !migration.isRepeatable,
      )
      .map(scripts => ({
        message: `${scripts.migration.version} has no down migration`,
        location: placeOfUp(scripts),
        evidence: { revert: 'missing' },
        remedy: { title: 'Write a down migration, or say in a suppression why there is no way back' },
      })),
})
