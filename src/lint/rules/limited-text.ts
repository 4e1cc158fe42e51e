import { columnsOfType, describeType } from '../column-types.ts'
import { defineRule } from '../rule.ts'

export const limitedText = defineRule({
  name: 'limited-text',
  group: 'design',
  severity: 'info',
  summary: 'The type of a column limits its length.',
  why: `
    \`varchar(n)\` is stored as \`text\` is. Making the limit longer is a change of type, which views on the column refuse;
    making it shorter reads or rewrites the table. A CHECK on a \`text\` column can be replaced without either.`,
  sources: ['https://www.postgresql.org/docs/current/datatype-character.html'],
  isOptional: true,
  examples: {
    bad: [{ title: 'varchar(n)', up: 'alter table shop.customers add column phone varchar(20);' }],
    good: [
      { title: 'text', up: 'alter table shop.customers add column phone text;' },
      { title: 'varchar without a limit', up: 'alter table shop.customers add column phone varchar;' },
    ],
  },
  checkStatement: scene =>
    columnsOfType(scene, 'character varying')
      .filter(({ type }) => type.modifiers.length > 0)
      .map(column =>
        describeType(
          scene,
          column,
          'a limit that only a change of type can move',
          `text with CHECK (length(…) <= ${column.type.modifiers[0]})`,
        ),
      ),
})
