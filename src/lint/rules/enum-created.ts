import { stringsOf } from '../named-tables.ts'
import { defineRule } from '../rule.ts'

export const enumCreated = defineRule({
  name: 'enum-created',
  group: 'design',
  severity: 'info',
  summary: 'An enum is created, whose values can be added but not taken away.',
  why: `
    No statement removes a value of an enum or changes their order, and a new one cannot be used in the transaction that adds
    it. A table that lists the values, or a CHECK, can be changed as the product does.`,
  sources: ['https://www.postgresql.org/docs/current/datatype-enum.html'],
  isOptional: true,
  examples: {
    bad: [{ title: 'An enum', up: "create type shop.state as enum ('new', 'paid');" }],
    good: [
      { title: 'A table', up: 'create table shop.states (name text primary key);' },
      { title: 'A CHECK', up: "create table shop.payments (state text check (state in ('new', 'paid')));" },
    ],
  },
  checkStatement: ({ statement }) => {
    if (!('CreateEnumStmt' in statement.node)) return []
    const { typeName, vals } = statement.node.CreateEnumStmt
    const name = stringsOf(typeName).join('.')
    return [
      {
        message: `The values of ${name} can be added to, but never taken away`,
        location: statement.location,
        object: `type ${name}`,
        evidence: { values: stringsOf(vals) },
        remedy: { title: 'List the values in a table, or in a CHECK on a text column' },
      },
    ]
  },
})
