import { cascades } from '../clauses.ts'
import { defineRule } from '../rule.ts'

export const cascadeDrop = defineRule({
  name: 'cascade-drop',
  group: 'data-loss',
  severity: 'info',
  summary: 'CASCADE drops whatever depends on the object, on every database the script will run on.',
  why: `
    What depends on the object today is one thing; on the database where the script runs in a month it may be another: a view
    for a report, a foreign key, a column of a type. CASCADE takes all of it without asking. Without CASCADE the statement
    fails and says what is in the way.`,
  sources: ['https://www.postgresql.org/docs/current/ddl-depend.html'],
  examples: {
    bad: [{ title: 'DROP … CASCADE', up: 'drop view shop.open_orders cascade;' }],
    good: [{ title: 'DROP', up: 'drop view shop.open_orders;' }],
  },
  checkStatement: ({ statement }) => {
    if (!cascades(statement.node)) return []
    return [
      {
        message: 'CASCADE also drops what depends on it there, and nobody has named that',
        location: statement.location,
        evidence: {},
        remedy: { title: 'Drop what depends on it by name, and leave CASCADE out' },
      },
    ]
  },
})
