import { columnsOfType, describeType } from '../column-types.ts'
import { defineRule } from '../rule.ts'

export const timeWithZone = defineRule({
  name: 'time-with-zone',
  group: 'design',
  severity: 'info',
  summary: 'A time of day has an offset but no date, so nobody can convert it.',
  why: `
    Without a date nobody knows whether summer time holds, so the offset of a \`timetz\` is right for a part of the year only.
    PostgreSQL has the type because the standard asks for it, and its manual advises against it.`,
  sources: ['https://www.postgresql.org/docs/current/datatype-datetime.html#DATATYPE-DATETIME-INPUT-TIMES'],
  examples: {
    bad: [{ title: 'timetz', up: 'alter table shop.customers add column call_at timetz;' }],
    good: [{ title: 'time', up: 'alter table shop.customers add column call_at time;' }],
  },
  checkStatement: scene =>
    columnsOfType(scene, 'time with time zone').map(column =>
      describeType(scene, column, 'an offset without the date it belongs to', 'time, or timestamptz'),
    ),
})
