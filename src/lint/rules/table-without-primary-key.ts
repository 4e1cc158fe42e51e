import { isTable, type Relation } from '../../prediction/index.ts'
import { defineRule, statementsOf } from '../rule.ts'

export const tableWithoutPrimaryKey = defineRule({
  name: 'table-without-primary-key',
  group: 'design',
  severity: 'warning',
  summary: 'A new table has no primary key.',
  why: `
    Nothing keeps the same row from being there twice, and no statement can name one of them. Logical replication refuses its
    updates and deletes, and tools that work in batches or repack tables have nothing to go by.`,
  sources: ['https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-PRIMARY-KEYS'],
  examples: {
    bad: [{ title: 'No key', up: 'create table shop.events (happened_at timestamptz, what text);' }],
    good: [
      { title: 'A key', up: 'create table shop.events (id bigint primary key, what text);' },
      {
        title: 'A key that comes later in the change',
        up: 'create table shop.events (id bigint, what text); alter table shop.events add primary key (id);',
      },
      { title: 'A temporary table', up: 'create temporary table events (what text);' },
      {
        title: 'Partitions have the key of their parent',
        up: `create table shop.events (id bigint primary key) partition by range (id);
          create table shop.events_1 partition of shop.events for values from (1) to (100);`,
      },
    ],
  },
  check: (change, after) =>
    statementsOf(change).flatMap(({ statement: { statement, effect } }) =>
      effect.changes
        .filter(it => it.change === 'created' && it.kind === 'table')
        .filter(({ identity }) => lacksKey(after.relations.get(identity)))
        .map(({ identity }) => ({
          message: `${identity} has no primary key`,
          location: statement.location,
          object: `table ${identity}`,
          evidence: {},
          remedy: {
            title: 'Give its rows a name',
            sql: `ALTER TABLE ${identity} ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY;`,
          },
        })),
    ),
})

function lacksKey(relation: Relation | undefined): boolean {
  if (relation === undefined || !isTable(relation) || relation.persistence === 'temporary') return false
  const isPart = relation.parents.length > 0
  const isPlain = relation.kind === 'table' || relation.kind === 'partitioned table'
  return isPlain && relation.isKnown && !isPart && !relation.constraints.some(it => it.kind === 'primary key')
}
