import { columnsOfType, describeType } from '../column-types.ts'
import { defineRule } from '../rule.ts'

export const paddedText = defineRule({
  name: 'padded-text',
  group: 'design',
  severity: 'info',
  summary: 'A column of type char(n) is filled up with spaces that come and go.',
  why: `
    \`char(n)\` stores spaces up to its length, ignores them in comparisons, and loses them when it becomes \`text\`: so
    \`LIKE\`, \`length()\` and concatenation do not agree with \`=\`. It is not faster than \`text\`, and takes more room.`,
  sources: [
    'https://www.postgresql.org/docs/current/datatype-character.html',
    'https://wiki.postgresql.org/wiki/Don%27t_Do_This#Don.27t_use_char.28n.29',
  ],
  examples: {
    bad: [{ title: 'char(n)', up: 'alter table shop.orders add column currency char(3);' }],
    good: [
      {
        title: 'text with a check',
        up: 'create table shop.prices (currency text check (length(currency) = 3));',
      },
      { title: 'One byte', up: 'create table shop.flags (flag "char");' },
    ],
  },
  checkStatement: scene =>
    columnsOfType(scene, 'character')
      .filter(({ type }) => type.modifiers.length > 0)
      .map(column =>
        describeType(
          scene,
          column,
          'which is filled up with spaces',
          `text with CHECK (length(…) = ${column.type.modifiers[0]})`,
        ),
      ),
})
