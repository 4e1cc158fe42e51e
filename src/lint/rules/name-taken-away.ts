import { findType } from '../../prediction/index.ts'
import { quoteLiteral, quoteQualified } from '../../sql/index.ts'
import { stringsOf } from '../named-tables.ts'
import { checkStatements, defineRule } from '../rule.ts'

const kindsInQueries = new Set([
  'table',
  'table column',
  'view',
  'view column',
  'materialized view',
  'function',
  'type',
  'schema',
])

export const nameTakenAway = defineRule({
  name: 'name-taken-away',
  group: 'compatibility',
  severity: 'error',
  summary: 'Something is renamed that running code still asks for by its old name.',
  why: `
    Between the migration and the moment the last old process has ended, old code runs against the new schema, and every
    query with the old name fails. After a rollback of the code it does so again.

    Offer both names for a while: a view under the old name of a table, or a new column that a trigger keeps equal to the
    old one. Take the old name away when nobody asks for it any more.`,
  sources: ['https://www.postgresql.org/docs/current/sql-altertable.html'],
  setup: "create type shop.state as enum ('new', 'paid');",
  examples: {
    bad: [
      { title: 'A column', up: 'alter table shop.orders rename column total to amount;' },
      { title: 'A table', up: 'alter table shop.items rename to order_items;' },
      { title: 'Another schema', up: 'create schema archive; alter table shop.items set schema archive;' },
      { title: 'A value of an enum', up: "alter type shop.state rename value 'new' to 'open';" },
    ],
    good: [
      {
        title: 'An index, which no query names',
        up: 'alter index shop.items_order_id_idx rename to items_by_order;',
      },
      {
        title: 'The old name goes on as a view',
        up: 'alter table shop.items rename to order_items; create view shop.items as select * from shop.order_items;',
      },
      {
        title: 'A column of this change',
        up: 'create table shop.tags (a text); alter table shop.tags rename a to name;',
      },
    ],
  },
  check: change => {
    const made = new Set(
      change.migrations.flatMap(({ statements }) =>
        statements.flatMap(({ effect }) =>
          effect.changes.filter(it => it.change === 'created').map(it => it.identity),
        ),
      ),
    )
    return checkStatements(change, ({ statement, effect }) =>
      effect.changes
        .filter(it => it.formerIdentity !== undefined && it.isExisting && kindsInQueries.has(it.kind))
        .filter(it => !made.has(it.formerIdentity!))
        .map(({ kind, identity, formerIdentity = '' }) => ({
          message: `${kind} ${formerIdentity} becomes ${identity}; code that is running now still asks for ${formerIdentity}`,
          location: statement.location,
          object: `${kind} ${formerIdentity}`,
          evidence: { from: formerIdentity, to: identity },
          remedy:
            kind === 'table'
              ? {
                  title: 'Keep the old name as a view, in the same transaction',
                  sql: `CREATE VIEW ${formerIdentity} AS SELECT * FROM ${identity};`,
                }
              : {
                  title: 'Offer both names until nobody asks for the old one',
                  steps: [
                    `Add ${quoteQualified(identity.split('.').at(-1) ?? identity)} beside the old one and keep both equal with a trigger`,
                    'Release code that uses the new name',
                    'Drop the old one in a later release',
                  ],
                },
        })),
    )
  },
  checkStatement: ({ statement, model }) => {
    if (!('AlterEnumStmt' in statement.node)) return []
    const { typeName, oldVal, newVal = '' } = statement.node.AlterEnumStmt
    const type = stringsOf(typeName)
    const known = model.types.get(findType(model, type) ?? '')
    if (oldVal === undefined || known?.isExisting === false) return []
    const [from, to] = [quoteLiteral(oldVal), quoteLiteral(newVal)]
    return [
      {
        message: `${from} of ${type.join('.')} becomes ${to}; code that is running now still writes ${from} and compares with it`,
        location: statement.location,
        object: `type ${type.join('.')}`,
        evidence: { from: oldVal, to: newVal },
        remedy: {
          title: 'Let both values be known for a while',
          steps: [
            `Add ${to} to the type, in a migration of its own`,
            `Release code that reads both and writes ${to}`,
            `Change the rows that hold ${from}, in batches`,
          ],
        },
      },
    ]
  },
})
