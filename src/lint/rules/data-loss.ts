import { type Effect, holdsData, type ObjectChange, type Step } from '../../effects/index.ts'
import { isAlwaysTrue } from '../clauses.ts'
import { checkStatements, defineRule, type Problem } from '../rule.ts'

export const dataLoss = defineRule({
  name: 'data-loss',
  group: 'data-loss',
  severity: 'error',
  summary: 'Rows or columns are gone afterwards, or hold less than before.',
  why: `
    What is dropped, truncated or cut down cannot be brought back by reverting: a down migration makes the table or the
    column again, but empty. And the code that is running now may still use it.

    Take it out of use first: deploy code that no longer reads or writes it, wait until nobody asks for it, keep a copy, and
    drop it in a later release. When that has been done, say so in a suppression.`,
  sources: ['https://www.postgresql.org/docs/current/ddl-alter.html#DDL-ALTER-REMOVING-A-COLUMN'],
  examples: {
    bad: [
      { title: 'A column', up: 'alter table shop.orders drop column note;' },
      { title: 'A table', up: 'drop table shop.items;' },
      { title: 'All rows of a table', up: 'truncate shop.items;' },
      { title: 'A shorter type', up: 'alter table shop.orders alter column total type numeric(8, 1);' },
      {
        title: 'Numbers in a text too short',
        up: 'alter table shop.items alter column quantity type varchar(10);',
      },
      { title: 'A DELETE without WHERE', up: 'delete from shop.items;' },
      { title: 'A DELETE whose WHERE is always true', up: 'delete from shop.items where true;' },
    ],
    good: [
      { title: 'A table of this change', up: 'create table shop.draft (id int); drop table shop.draft;' },
      { title: 'A longer type', up: 'alter table shop.orders alter column total type numeric(14, 2);' },
      { title: 'Numbers as text', up: 'alter table shop.items alter column quantity type varchar(11);' },
      { title: 'A DELETE that chooses its rows', up: 'delete from shop.items where quantity = 0;' },
      { title: 'An index is no data', up: 'drop index shop.items_order_id_idx;' },
    ],
  },
  checkStatement: ({ statement }) => {
    if (!('DropdbStmt' in statement.node)) return []
    const object = `database ${statement.node.DropdbStmt.dbname ?? ''}`
    return [describe({ statement }, object, 'is dropped, with everything in it')]
  },
  check: change => [
    ...checkStatements(change, statement => [
      ...droppedData(statement).map(dropped =>
        describe(statement, `${dropped.kind} ${dropped.identity}`, 'is dropped'),
      ),
      ...statement.effect.truncates
        .filter(({ isExisting }) => isExisting)
        .map(table => describe(statement, `table ${table.name}`, 'is emptied')),
      ...deletedWholly(statement).map(table => describe(statement, `table ${table}`, 'loses every row')),
    ]),
    ...change.migrations.flatMap(({ statements, typeChanges }) =>
      typeChanges
        .filter(({ isNarrowing }) => isNarrowing)
        .flatMap(({ column, from, to }) => {
          const statement = statements.find(({ effect }) =>
            effect.changes.some(it => it.identity === column && it.formerIdentity === undefined),
          )
          if (statement === undefined) return []
          const problem = describe(
            statement,
            `table column ${column}`,
            `goes from ${from} to ${to}, which holds less`,
          )
          return [{ ...problem, evidence: { from, to } }]
        }),
    ),
  ],
})

function describe(
  { statement, effect }: Pick<Step, 'statement'> & Partial<Step>,
  object: string,
  happens: string,
): Problem {
  return {
    message: `${object} ${happens}`,
    location: statement.location,
    object,
    evidence: { rowsOnRehearsal: effect?.knowledge === 'observed' ? deletedRows(effect) : undefined },
    remedy: {
      title: 'Take it out of use before it goes',
      steps: [
        'Release code that neither reads nor writes it',
        'Keep a copy of the data for as long as you may need it',
        'Then run this, with `-- pgwright-ignore data-loss: <why it is safe>` above it',
      ],
    },
  }
}

/** Nothing that this change itself has made counts: its rows are not older than the change. */
function droppedData({ effect }: Step): ObjectChange[] {
  return effect.changes.filter(it => it.change === 'dropped' && it.isExisting && holdsData(it.kind))
}

function deletedWholly({ held, statement }: Step): string[] {
  if (!('DeleteStmt' in statement.node)) return []
  const { relation: table, whereClause, usingClause } = statement.node.DeleteStmt
  if (usingClause !== undefined || !isAlwaysTrue(whereClause)) return []
  return held
    .filter(({ relation }) => relation.name.split('.').at(-1) === table?.relname)
    .map(({ relation }) => relation.name)
}

function deletedRows({ rowsChanged }: Effect): { table: string; deleted: number }[] {
  return rowsChanged.map(({ relation, deleted }) => ({ table: relation.name, deleted }))
}
