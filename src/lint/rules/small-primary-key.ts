import { isSerial } from '../../prediction/index.ts'
import { type DefinedColumn, hasConstraint } from '../column-definitions.ts'
import { lastNumbers, nameColumn } from '../column-types.ts'
import { defineRule } from '../rule.ts'

export const smallPrimaryKey = defineRule({
  name: 'small-primary-key',
  group: 'design',
  severity: 'info',
  summary: 'Rows are numbered by integers that run out.',
  why: `
    Every INSERT takes a number, also one that is rolled back. When the last is taken no row can be added any more, and the
    way out, \`bigint\`, rewrites the table and every table that refers to it while nobody can use them.

    \`bigint\` costs four bytes a row and does not run out.`,
  sources: ['https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-INT'],
  examples: {
    bad: [
      { title: 'serial', up: 'create table shop.events (id serial primary key);' },
      {
        title: 'An integer identity',
        up: 'create table shop.events (id integer generated always as identity primary key);',
      },
    ],
    good: [
      {
        title: 'bigint',
        up: 'create table shop.events (id bigint generated always as identity primary key);',
      },
      { title: 'A number with a meaning', up: 'create table shop.years (year smallint primary key);' },
    ],
  },
  checkStatement: scene =>
    scene.columns
      .filter(column => column.type.name in lastNumbers && !column.type.isArray && isNumbered(column))
      .map(column => ({
        message: `${nameColumn(column)} is ${column.type.name}: after ${lastNumbers[column.type.name]} no row can be added`,
        location: scene.statement.location,
        object: `table column ${nameColumn(column)}`,
        evidence: { type: column.type.name },
        remedy: { title: 'Declare it as bigint GENERATED ALWAYS AS IDENTITY' },
      })),
})

/** A key that has a meaning, such as a year, does not grow with the rows. */
function isNumbered(column: DefinedColumn): boolean {
  const { typeName } = column.definition
  return (typeName !== undefined && isSerial(typeName)) || hasConstraint(column, 'CONSTR_IDENTITY')
}
