import { columnsOfType, describeType } from '../column-types.ts'
import { defineRule } from '../rule.ts'

export const timestampWithoutZone = defineRule({
  name: 'timestamp-without-zone',
  group: 'design',
  severity: 'info',
  summary: 'A column keeps a time of day that is no point in time.',
  why: `
    \`timestamp\` stores what a clock shows and forgets where the clock hangs. Two sessions with different time zones read
    \`now()\` into it as different values, and no query can tell afterwards which was meant.

    \`timestamptz\` takes the same eight bytes and means one moment for everybody.`,
  sources: [
    'https://www.postgresql.org/docs/current/datatype-datetime.html',
    'https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_timestamp_.28without_time_zone.29',
  ],
  examples: {
    bad: [{ title: 'timestamp', up: 'alter table shop.orders add column shipped_at timestamp;' }],
    good: [
      { title: 'timestamptz', up: 'alter table shop.orders add column shipped_at timestamptz;' },
      { title: 'A date', up: 'alter table shop.orders add column shipped_on date;' },
    ],
  },
  checkStatement: scene =>
    columnsOfType(scene, 'timestamp without time zone').map(column =>
      describeType(scene, column, 'which depends on the time zone of whoever reads it', 'timestamptz'),
    ),
})
