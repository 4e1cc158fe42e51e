import { placeOfDown } from '../migration-place.ts'
import { defineRule } from '../rule.ts'

export const revertNotExact = defineRule({
  name: 'revert-not-exact',
  group: 'correctness',
  severity: 'warning',
  summary: 'After up and down the catalog is not what it was before.',
  why: `
    pgwright compares the whole catalog before the up migration with that after the down migration. What the down migration
    forgets, such as a default, a constraint or a comment of a column that it brings back, is missing from then on, and the
    next up migration may fail because of what is still there.`,
  sources: [],
  needsRehearsal: true,
  examples: {
    bad: [
      {
        title: 'A default is forgotten',
        up: 'alter table shop.orders drop column placed_at;',
        down: 'alter table shop.orders add column placed_at timestamptz;',
      },
      {
        title: 'Something stays',
        up: 'alter table shop.orders add column region text; create index orders_note_idx on shop.orders (note);',
        down: 'alter table shop.orders drop column region;',
      },
    ],
    good: [
      {
        title: 'As it was',
        up: 'alter table shop.orders alter column status drop default;',
        down: "alter table shop.orders alter column status set default 'new';",
      },
    ],
  },
  check: change =>
    change.migrations
      .filter(({ revert }) => revert.outcome === 'differs')
      .map(({ revert, ...scripts }) => ({
        message: `The down migration of ${scripts.migration.version} leaves ${revert.differences
          .slice(0, 3)
          .map(({ change, kind, identity }) => `${kind} ${identity} ${change}`)
          .join(', ')}${revert.differences.length > 3 ? ` and ${revert.differences.length - 3} more` : ''}`,
        location: placeOfDown(scripts),
        object: `${revert.differences[0]!.kind} ${revert.differences[0]!.identity}`,
        evidence: { differences: revert.differences.length },
        remedy: {
          title: 'Undo in the down migration whatever the up migration does',
          steps: revert.differences.map(describeDifference),
        },
      })),
})

function describeDifference({
  change,
  kind,
  identity,
  attributes,
}: {
  change: string
  kind: string
  identity: string
  attributes: { name: string; from: unknown; to: unknown }[]
}): string {
  if (change === 'added') return `Drop ${kind} ${identity}`
  if (change === 'removed') return `Make ${kind} ${identity} again`
  const details = attributes.map(
    ({ name, from, to }) => `${name} was ${JSON.stringify(from)}, is ${JSON.stringify(to)}`,
  )
  return `Set ${kind} ${identity} back: ${details.join('; ')}`
}
