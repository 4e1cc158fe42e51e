import { quoteLiteral } from '../../sql/index.ts'
import { stringsOf } from '../named-tables.ts'
import { defineRule } from '../rule.ts'

export const enumValueUnordered = defineRule({
  name: 'enum-value-unordered',
  group: 'style',
  severity: 'info',
  summary: 'A value is added to an enum without saying where it belongs.',
  why: `
    Enums sort by the order of their values, and the order cannot be changed afterwards. Without BEFORE or AFTER the value
    becomes the last one; saying so shows that it was meant.`,
  sources: ['https://www.postgresql.org/docs/current/sql-altertype.html'],
  isOptional: true,
  setup: "create type shop.state as enum ('new', 'paid');",
  examples: {
    bad: [{ title: 'At the end, by accident or not', up: "alter type shop.state add value 'refunded';" }],
    good: [{ title: 'AFTER', up: "alter type shop.state add value 'refunded' after 'paid';" }],
  },
  checkStatement: ({ statement }) => {
    if (!('AlterEnumStmt' in statement.node)) return []
    const { typeName, newVal, oldVal, newValNeighbor } = statement.node.AlterEnumStmt
    if (newVal === undefined || oldVal !== undefined || newValNeighbor !== undefined) return []
    const type = stringsOf(typeName).join('.')
    return [
      {
        message: `${quoteLiteral(newVal)} becomes the last value of ${type}, and the order cannot be changed later`,
        location: statement.location,
        object: `type ${type}`,
        evidence: { value: newVal },
        remedy: { title: 'Say BEFORE or AFTER which value it belongs' },
      },
    ]
  },
})
