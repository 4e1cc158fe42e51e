import { listWords } from '../../base/index.ts'
import { placeOfDown } from '../migration-place.ts'
import { defineRule } from '../rule.ts'

export const revertLosesData = defineRule({
  name: 'revert-loses-data',
  group: 'data-loss',
  severity: 'info',
  summary: 'The down migration drops what the up migration made, with whatever was written to it meanwhile.',
  why: `
    Reverting is exact for the schema, but rows that were written between the release and its withdrawal are gone. Often that
    is acceptable; know it before you press the button.`,
  sources: [],
  needsRehearsal: true,
  examples: {
    bad: [
      {
        title: 'A new column',
        up: 'alter table shop.orders add column region text;',
        down: 'alter table shop.orders drop column region;',
      },
    ],
    good: [
      {
        title: 'A new index',
        up: 'create index orders_note_idx on shop.orders (note);',
        down: 'drop index shop.orders_note_idx;',
      },
    ],
  },
  check: change =>
    change.migrations
      .filter(({ revert }) => revert.losesData.length > 0)
      .map(({ revert, ...scripts }) => ({
        message: `Reverting ${scripts.migration.version} drops ${listWords(revert.losesData)} with what was written since`,
        location: placeOfDown(scripts),
        object: revert.losesData[0],
        evidence: { dropped: revert.losesData },
        remedy: {
          title: 'Copy the data before reverting',
          steps: revert.losesData.map(it => `Keep a copy of ${it}`),
        },
      })),
})
