import { quoteIdentifier, readTableActions } from '../../sql/index.ts'
import { isInUse } from '../named-tables.ts'
import { defineRule } from '../rule.ts'

export const nullAllowed = defineRule({
  name: 'null-allowed',
  group: 'compatibility',
  severity: 'info',
  summary: 'A column may be null that running code has never seen null.',
  why: `
    Code that is running now was written for a column that always has a value. The first null makes it fail, or makes
    comparisons and sums give null without a word. Teach the code first.`,
  sources: ['https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-NOT-NULL'],
  examples: {
    bad: [{ title: 'DROP NOT NULL', up: 'alter table shop.customers alter column email drop not null;' }],
    good: [
      {
        title: 'A table of this change',
        up: 'create table shop.tags (name text not null); alter table shop.tags alter column name drop not null;',
      },
    ],
  },
  checkStatement: ({ statement, model }) => {
    if (!('AlterTableStmt' in statement.node) || !isInUse(model, statement.node.AlterTableStmt.relation))
      return []
    return readTableActions(statement)
      .filter(({ subtype }) => subtype === 'AT_DropNotNull')
      .map(({ table, name = '' }) => {
        const column = `${table}.${quoteIdentifier(name)}`
        return {
          message: `${column} may be null from now on; code that is running now does not expect it`,
          location: statement.location,
          object: `table column ${column}`,
          evidence: {},
          remedy: { title: 'Release code that can read null before the first one is written' },
        }
      })
  },
})
