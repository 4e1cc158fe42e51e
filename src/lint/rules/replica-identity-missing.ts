import type { Step } from '../../effects/index.ts'
import { identityOf, isTable, type Model, type Publication, type Table } from '../../prediction/index.ts'
import type { Statement } from '../../sql/index.ts'
import { type Change, defineRule } from '../rule.ts'

export const replicaIdentityMissing = defineRule({
  name: 'replica-identity-missing',
  group: 'correctness',
  severity: 'error',
  summary: 'A published table has nothing by which replicas know its rows, so UPDATE and DELETE fail.',
  why: `
    A subscriber finds the row to change by the replica identity: the primary key, a unique index that was named, or the whole
    row. Where a publication publishes updates or deletes of a table that has none, PostgreSQL refuses every UPDATE and DELETE
    of it, in the application, from the moment of the change.`,
  sources: [
    'https://www.postgresql.org/docs/current/logical-replication-publication.html#LOGICAL-REPLICATION-PUBLICATION-REPLICA-IDENTITY',
  ],
  setup: `create table shop.stock (sku text not null, amount integer, constraint stock_pkey primary key (sku));
    create table shop.visits (at timestamptz, page text);
    create publication changes for table shop.stock;`,
  examples: {
    bad: [
      { title: 'The primary key goes', up: 'alter table shop.stock drop constraint stock_pkey;' },
      { title: 'A table without one is published', up: 'alter publication changes add table shop.visits;' },
    ],
    good: [
      {
        title: 'The whole row is the identity',
        up: 'alter table shop.visits replica identity full; alter publication changes add table shop.visits;',
      },
      { title: 'A table that nobody publishes', up: 'create table shop.drafts (body text);' },
    ],
  },
  check: (change, after) =>
    [...after.publications.values()]
      .filter(({ publishesChanges }) => publishesChanges)
      .flatMap(publication =>
        publishedTables(publication, after)
          .filter(table => table.isKnown && !hasIdentity(table))
          .flatMap(table => {
            const name = identityOf(table)
            const culprit = findCulprit(change, name, publication.name)
            if (culprit === undefined) return []
            return [
              {
                message: `UPDATE and DELETE of ${name} fail: publication ${publication.name} publishes them, and the table has no replica identity`,
                location: culprit.statement.location,
                object: `table ${name}`,
                evidence: { publication: publication.name },
                remedy: {
                  title: 'Give it a primary key, or make the whole row its identity',
                  sql: `ALTER TABLE ${name} REPLICA IDENTITY FULL;`,
                },
              },
            ]
          }),
      ),
})

function publishedTables({ isForAllTables, schemas, tables }: Publication, { relations }: Model): Table[] {
  const all = [...relations.values()].filter(isTable)
  const chosen = all.filter(({ schema }) => isForAllTables || schemas.includes(schema))
  return [...new Set([...chosen, ...tables.map(({ table }) => table)])].filter(
    ({ kind, persistence }) => kind === 'table' && persistence === 'permanent',
  )
}

function hasIdentity({ replicaIdentity, constraints, indexes }: Table): boolean {
  if (replicaIdentity === 'full') return true
  if (replicaIdentity === 'nothing') return false
  if (replicaIdentity === 'default') return constraints.some(({ kind }) => kind === 'primary key')
  return indexes.some(({ name }) => name === replicaIdentity.index)
}

/** The last statement of the change that touched the table, its constraints, or the publication. */
function findCulprit({ migrations }: Change, table: string, publication: string): Step | undefined {
  return migrations
    .flatMap(({ statements }) => statements)
    .findLast(
      ({ statement, effect }) =>
        publicationIn(statement) === publication ||
        effect.changes.some(({ identity }) => identity === table || identity.endsWith(` on ${table}`)),
    )
}

function publicationIn({ node }: Statement): string | undefined {
  if ('CreatePublicationStmt' in node) return node.CreatePublicationStmt.pubname
  return 'AlterPublicationStmt' in node ? node.AlterPublicationStmt.pubname : undefined
}
