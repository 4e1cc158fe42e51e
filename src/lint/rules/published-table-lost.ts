import { listWords } from '../../base/index.ts'
import { identityOf } from '../../prediction/index.ts'
import { quoteIdentifier } from '../../sql/index.ts'
import { cascades } from '../clauses.ts'
import { isInUse, knownTable } from '../named-tables.ts'
import { publishingsOf } from '../publications.ts'
import { defineRule } from '../rule.ts'

export const publishedTableLost = defineRule({
  name: 'published-table-lost',
  group: 'correctness',
  severity: 'error',
  summary: 'A table leaves a publication without a word, together with a column.',
  why: `
    A publication that lists columns of a table, or filters its rows by one, depends on them. DROP COLUMN … CASCADE does not
    take the column off the list: it takes the whole table out of the publication. Subscribers get no error, only no more
    rows, and their copy grows old.

    Give the publication its new list first, then drop the column without CASCADE.`,
  sources: [
    'https://www.postgresql.org/docs/current/logical-replication-col-lists.html',
    'https://www.postgresql.org/docs/current/sql-alterpublication.html',
  ],
  since: 15,
  setup: `
    create table shop.stock (sku text primary key, amount integer, shelf text, note text);
    create publication changes for table shop.stock (sku, amount) where (shelf = 'front');`,
  examples: {
    bad: [
      {
        title: 'A column of the list',
        up: 'alter table shop.stock drop column amount cascade;',
      },
      {
        title: 'A column of the row filter',
        up: 'alter table shop.stock drop column shelf cascade;',
      },
    ],
    good: [
      { title: 'A column that the list leaves out', up: 'alter table shop.stock drop column note cascade;' },
      {
        title: 'Off the list first',
        up: `alter publication changes set table shop.stock (sku) where (shelf = 'front');
          alter table shop.stock drop column amount;`,
      },
    ],
  },
  checkStatement: ({ statement, model }) => {
    const { node, location } = statement
    if (!('AlterTableStmt' in node) || !cascades(node)) return []
    const { relation, cmds = [] } = node.AlterTableStmt
    const table = knownTable(model, relation)
    if (table === undefined || !isInUse(model, relation)) return []
    return cmds.flatMap(command => {
      if (!('AlterTableCmd' in command) || command.AlterTableCmd.subtype !== 'AT_DropColumn') return []
      const { name = '' } = command.AlterTableCmd
      const publications = publishingsOf(model, table)
        .filter(({ columns = [], filterColumns }) => [...columns, ...filterColumns].includes(name))
        .map(({ publication }) => publication)
      if (publications.length === 0) return []
      const column = quoteIdentifier(name)
      return [
        {
          message: `${identityOf(table)} leaves publication ${listWords(publications)} together with its column ${column}: subscribers get no more rows`,
          location,
          object: `table ${identityOf(table)}`,
          evidence: { column: name, publications },
          remedy: {
            title: 'Take the column off the publication first',
            steps: [
              ...publications.map(it => `ALTER PUBLICATION ${it} SET TABLE …, without ${column}`),
              `Then ALTER TABLE ${identityOf(table)} DROP COLUMN ${column}`,
            ],
          },
        },
      ]
    })
  },
})
