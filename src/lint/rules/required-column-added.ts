import { isSerial } from '../../prediction/index.ts'
import { type DefinedColumn, hasConstraint } from '../column-definitions.ts'
import { nameColumn } from '../column-types.ts'
import { isInUse } from '../named-tables.ts'
import { defineRule } from '../rule.ts'

export const requiredColumnAdded = defineRule({
  name: 'required-column-added',
  group: 'compatibility',
  severity: 'error',
  summary: 'A table in use gets a NOT NULL column without a default.',
  why: `
    The statement fails when the table has a row. Where it has none, every INSERT of the code that is running now fails
    afterwards, because it does not know the column.

    With a constant default the rows that are there are not touched. Or add the column without NOT NULL, let new code fill it,
    fill the old rows in batches, and set NOT NULL in a later release.`,
  sources: ['https://www.postgresql.org/docs/current/ddl-alter.html#DDL-ALTER-ADDING-A-COLUMN'],
  setup: 'create table shop.carts (id bigint primary key);',
  examples: {
    bad: [{ title: 'No default', up: 'alter table shop.carts add column owner text not null;' }],
    good: [
      { title: 'A default', up: "alter table shop.carts add column owner text not null default '';" },
      {
        title: 'A column that is computed',
        up: 'alter table shop.carts add column doubled bigint not null generated always as (id * 2) stored;',
      },
      {
        title: 'A table of this change',
        up: 'create table shop.drafts (id bigint primary key); alter table shop.drafts add column owner text not null;',
      },
    ],
  },
  checkStatement: scene =>
    scene.columns
      .filter(({ how, table }) => how === 'added' && isInUse(scene.model, table))
      .filter(column => hasConstraint(column, 'CONSTR_NOTNULL', 'CONSTR_PRIMARY') && !isFilled(column))
      .map(column => ({
        message: `${nameColumn(column)} is NOT NULL without a default: code that is running now cannot insert rows any more`,
        location: scene.statement.location,
        object: `table column ${nameColumn(column)}`,
        evidence: {},
        remedy: {
          title: 'Require it last',
          steps: [
            `Add ${nameColumn(column)} without NOT NULL, or with a constant default`,
            'Release code that fills it',
            'Fill the rows that are there, in batches',
            'Set NOT NULL in a later release, after a CHECK that was validated',
          ],
        },
      })),
})

function isFilled(column: DefinedColumn): boolean {
  const { typeName } = column.definition
  const isNumbered = typeName !== undefined && isSerial(typeName)
  return isNumbered || hasConstraint(column, 'CONSTR_DEFAULT', 'CONSTR_IDENTITY', 'CONSTR_GENERATED')
}
