import { isSerial } from '../../prediction/index.ts'
import { describeType } from '../column-types.ts'
import { defineRule } from '../rule.ts'

export const serialColumn = defineRule({
  name: 'serial-column',
  group: 'design',
  severity: 'info',
  summary: 'A column is numbered by serial instead of as an identity.',
  why: `
    \`serial\` is a macro: an integer, a sequence, a default. Its sequence has privileges of its own, which whoever inserts
    needs too, keeps its type when the column gets another, and any INSERT can pass it by. An identity column is none of
    these, and it is what the standard says.`,
  sources: [
    'https://www.postgresql.org/docs/current/ddl-identity-columns.html',
    'https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_serial',
  ],
  isOptional: true,
  examples: {
    bad: [{ title: 'bigserial', up: 'create table shop.events (id bigserial primary key);' }],
    good: [
      {
        title: 'An identity',
        up: 'create table shop.events (id bigint generated always as identity primary key);',
      },
    ],
  },
  checkStatement: scene =>
    scene.columns
      .filter(({ definition: { typeName } }) => typeName !== undefined && isSerial(typeName))
      .map(column =>
        describeType(
          scene,
          column,
          'numbered by a sequence that lives beside it',
          `${column.type.name} GENERATED ALWAYS AS IDENTITY`,
        ),
      ),
})
