import { columnsOfType, describeType } from '../column-types.ts'
import { defineRule } from '../rule.ts'

export const smallInteger = defineRule({
  name: 'small-integer',
  group: 'design',
  severity: 'info',
  summary: 'A column of type integer or smallint can run out of numbers.',
  why: `
    \`integer\` ends at 2,147,483,647 and \`smallint\` at 32,767; making one longer later rewrites its table. Where a column of
    eight bytes follows, the four that are saved are lost to alignment anyway.`,
  sources: ['https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-INT'],
  isOptional: true,
  examples: {
    bad: [{ title: 'integer', up: 'alter table shop.items add column position integer;' }],
    good: [{ title: 'bigint', up: 'alter table shop.items add column position bigint;' }],
  },
  checkStatement: scene =>
    columnsOfType(scene, 'integer', 'smallint').map(column =>
      describeType(scene, column, 'which can run out of numbers', 'bigint'),
    ),
})
