import { readColumnParts } from '../column-parts.ts'
import { defineRemedy } from '../remedy.ts'

export const computedColumn = defineRemedy({
  name: 'computed-column',
  summary: 'Compute the column elsewhere: PostgreSQL cannot store it without writing the table anew',
  cures: ['rewrite-under-lock'],
  sources: ['https://www.postgresql.org/docs/current/ddl-generated-columns.html'],
  examples: [
    {
      title: 'A stored expression',
      up: 'alter table shop.orders add column rounded numeric generated always as (round(total)) stored',
      isAdvised: true,
    },
  ],
  build(scene) {
    const parts = readColumnParts(scene)
    if (parts?.generation?.contype !== 'CONSTR_GENERATED' || parts.generation.generated_kind === 'v')
      return undefined
    const { target, name } = parts
    const virtual = scene.model.major >= 18 ? ['Make it VIRTUAL: it is computed when it is read'] : []
    return {
      steps: [
        ...virtual,
        'Where it is only searched: an index on the expression, built CONCURRENTLY, needs no column',
        `Otherwise add ${name} to ${target.name} as a plain column, with a trigger that computes it whenever a row is written, and fill the other rows in batches`,
      ],
    }
  },
})
