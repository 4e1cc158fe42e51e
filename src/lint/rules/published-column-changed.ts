import { listWords } from '../../base/index.ts'
import { formatType, identityOf } from '../../prediction/index.ts'
import { quoteIdentifier, type Statement } from '../../sql/index.ts'
import { isInUse, knownTable } from '../named-tables.ts'
import { publishingsOf } from '../publications.ts'
import { defineRule, type Scene } from '../rule.ts'

export const publishedColumnChanged = defineRule({
  name: 'published-column-changed',
  group: 'compatibility',
  severity: 'warning',
  summary: 'Subscribers of a published table do not know a column as it will be.',
  why: `
    Logical replication carries rows and no DDL. Once a published table has a column that the subscriber’s table has not, or
    has under another name, the subscription stops with an error at the next row; of another type, at the first value that
    does not fit. Meanwhile the publisher keeps all WAL since then.

    Add the column at the subscribers first; rename it there at the same time, while nothing is written.`,
  sources: [
    'https://www.postgresql.org/docs/current/logical-replication-restrictions.html',
    'https://www.postgresql.org/docs/current/logical-replication-subscription.html',
  ],
  setup: `
    create table shop.stock (sku text primary key, amount integer);
    create publication changes for table shop.stock;`,
  examples: {
    bad: [
      { title: 'A new column', up: 'alter table shop.stock add column shelf text;' },
      { title: 'Another name', up: 'alter table shop.stock rename column amount to pieces;' },
      { title: 'Another type', up: 'alter table shop.stock alter column amount type bigint;' },
    ],
    good: [
      { title: 'A table that nobody publishes', up: 'alter table shop.items add column shelf text;' },
      { title: 'A column that is published no more', up: 'alter table shop.stock drop column amount;' },
      {
        title: 'A table that this change publishes',
        up: `create table shop.shelves (id bigint primary key); alter publication changes add table shop.shelves;
          alter table shop.shelves add column place text;`,
      },
    ],
  },
  checkStatement: scene => {
    const relation = namedTable(scene.statement)
    const table = knownTable(scene.model, relation)
    if (table === undefined || !isInUse(scene.model, relation)) return []
    const publishings = publishingsOf(scene.model, table)
    return changesOf(scene).flatMap(({ column, becomes, isNew }) => {
      const sending = publishings.filter(({ columns }) => columns?.includes(column) ?? true)
      if (sending.length === 0) return []
      const name = `${identityOf(table)}.${quoteIdentifier(column)}`
      const publications = sending.map(({ publication }) => publication)
      return [
        {
          message: `${name} ${becomes}; who subscribes to ${listWords(publications)} does not, and stops`,
          location: scene.statement.location,
          object: `table column ${name}`,
          evidence: { publications },
          remedy: {
            title: isNew ? 'Change the subscribers first' : 'Change the subscribers at the same time',
            steps: isNew
              ? [`Add ${name} at every subscriber`, 'Then add it here']
              : ['Stop writing', 'Change it here and at every subscriber', 'Go on'],
          },
        },
      ]
    })
  },
})

function namedTable({ node }: Statement) {
  if ('RenameStmt' in node) return node.RenameStmt.relation
  return 'AlterTableStmt' in node ? node.AlterTableStmt.relation : undefined
}

/** What becomes of the columns of the table. */
function changesOf(scene: Scene): { column: string; becomes: string; isNew: boolean }[] {
  const { node } = scene.statement
  if ('RenameStmt' in node && node.RenameStmt.renameType === 'OBJECT_COLUMN') {
    const { subname = '', newname = '' } = node.RenameStmt
    return [{ column: subname, becomes: `will be called ${quoteIdentifier(newname)}`, isNew: false }]
  }
  return scene.columns.map(({ how, name, type }) => ({
    column: name,
    becomes: how === 'added' ? 'will be there' : `will be ${formatType(type)}`,
    isNew: how === 'added',
  }))
}
