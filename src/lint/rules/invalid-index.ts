import { checkStatements, defineRule } from '../rule.ts'

export const invalidIndex = defineRule({
  name: 'invalid-index',
  group: 'correctness',
  severity: 'error',
  summary: 'An index is left invalid: no query uses it, every write still maintains it.',
  why: `
    A concurrent build that fails half-way leaves its index behind. Running the migration again with IF NOT EXISTS finds an
    index of that name and does nothing, so the index stays invalid for ever and nobody is told.

    Drop it concurrently before the next try.`,
  sources: ['https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY'],
  examples: {
    bad: [
      {
        title: 'Duplicates',
        up: 'create unique index concurrently items_quantity_key on shop.items (quantity);',
        execution: 'autocommit',
        needsRehearsal: true,
      },
    ],
    good: [
      {
        title: 'No duplicates',
        up: 'create unique index concurrently customers_email_key on shop.customers (email);',
        execution: 'autocommit',
      },
    ],
  },
  check: change =>
    checkStatements(change, ({ statement, effect }) =>
      effect.indexBuilds
        .filter(({ isValid }) => !isValid)
        .map(({ index, table }) => ({
          message: `${index.name} on ${table.name} is left invalid`,
          location: statement.location,
          object: `index ${index.name}`,
          evidence: { index: index.name, table: table.name },
          remedy: {
            title: 'Remove it before the next try',
            sql: `DROP INDEX CONCURRENTLY IF EXISTS ${index.name};`,
          },
        })),
    ),
})
