import { columnsOfType, describeType } from '../column-types.ts'
import { defineRule } from '../rule.ts'

export const jsonColumn = defineRule({
  name: 'json-column',
  group: 'compatibility',
  severity: 'warning',
  summary: 'A column of type json makes SELECT DISTINCT, GROUP BY and UNION over its table fail.',
  why: `
    \`json\` has no equality operator. A query that compares whole rows, such as \`SELECT DISTINCT\` or \`UNION\` in code that is
    running now, fails as soon as its table has such a column. It also stores the text as it came and parses it at every use.

    \`jsonb\` can be compared, indexed and read without parsing. It keeps neither spaces, nor the order of keys, nor duplicate
    keys; whoever needs those exactly wants \`json\`, or \`text\`.`,
  sources: ['https://www.postgresql.org/docs/current/datatype-json.html'],
  examples: {
    bad: [
      { title: 'A column of a table in use', up: 'alter table shop.orders add column payload json;' },
      {
        title: 'A column of a new table',
        up: 'create table shop.events (id bigint primary key, payload json);',
      },
    ],
    good: [{ title: 'jsonb', up: 'alter table shop.orders add column payload jsonb;' }],
  },
  checkStatement: scene =>
    columnsOfType(scene, 'json').map(column =>
      describeType(
        scene,
        column,
        'which has no equality: DISTINCT, GROUP BY and UNION over it fail',
        'jsonb',
      ),
    ),
})
