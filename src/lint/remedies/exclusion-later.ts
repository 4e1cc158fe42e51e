import { defineRemedy } from '../remedy.ts'
import { addedConstraint } from '../targets.ts'

export const exclusionLater = defineRemedy({
  name: 'exclusion-later',
  summary: 'There is no way to add an exclusion constraint while the table is written to',
  cures: ['index-build-under-lock', 'scan-under-lock'],
  sources: [
    'https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-DESC-ADD-TABLE-CONSTRAINT-USING-INDEX',
  ],
  examples: [
    {
      title: 'An exclusion constraint',
      up: 'alter table shop.orders add exclude using gist (tstzrange(placed_at, placed_at) with &&)',
      isAdvised: true,
    },
  ],
  build(scene) {
    const added = addedConstraint(scene, 'CONSTR_EXCLUSION')
    if (added === undefined) return undefined
    return {
      steps: [
        'Its index cannot be built concurrently and it cannot be NOT VALID',
        'Add it while the table is small, or in a window in which nobody writes, with a lock_timeout',
        `Or make a new table with the constraint, copy ${added.target.name} over in batches with a trigger that carries changes along, and swap the names`,
      ],
    }
  },
})
