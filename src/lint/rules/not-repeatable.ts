import { formatRangeVar, type Node, type RangeVar, type Statement } from '../../sql/index.ts'
import { type ChangedMigration, defineRule, type Problem } from '../rule.ts'

export const notRepeatable = defineRule({
  name: 'not-repeatable',
  group: 'correctness',
  severity: 'info',
  summary: 'A script outside a transaction cannot be run again after it failed half-way.',
  why: `
    When the second statement of such a script fails, the first is done and stays. Run again, the script stops at the first one,
    because what it makes is there already.

    IF NOT EXISTS and IF EXISTS let it pass. For CREATE INDEX CONCURRENTLY that hides an invalid index; there DROP INDEX
    CONCURRENTLY IF EXISTS before it is right. Or give each statement a migration of its own.`,
  sources: ['https://www.postgresql.org/docs/current/sql-createtable.html'],
  isOptional: true,
  examples: {
    bad: [
      {
        title: 'Two statements',
        up: 'create table shop.tags (name text); alter table shop.orders add column region text;',
        execution: 'autocommit',
      },
    ],
    good: [
      {
        title: 'IF NOT EXISTS',
        up: `create table if not exists shop.tags (name text);
          alter table shop.orders add column if not exists region text;`,
        execution: 'autocommit',
      },
      {
        title: 'In a transaction all is undone',
        up: 'create table shop.tags (name text); alter table shop.orders add column region text;',
      },
    ],
  },
  check: change => change.migrations.flatMap(checkScript),
})

function checkScript({ migration, statements }: ChangedMigration): Problem[] {
  if (migration.up.execution !== 'autocommit' || statements.length < 2) return []
  const sizes = new Map<number, number>()
  for (const { transaction } of statements) sizes.set(transaction, (sizes.get(transaction) ?? 0) + 1)
  return statements
    .filter(({ transaction }) => sizes.get(transaction) === 1)
    .flatMap(({ statement }) => {
      const what = unprotected(statement)
      if (what === undefined) return []
      return [
        {
          message: `Run again after a failure, this stops here: ${what.object} ${what.isMade ? 'is there already' : 'is gone already'}`,
          location: statement.location,
          object: what.object,
          evidence: {},
          remedy: { title: `Say ${what.isMade ? 'IF NOT EXISTS' : 'IF EXISTS'}` },
        },
      ]
    })
}

/** What a statement makes or takes away without asking whether it is there. */
function unprotected({ node }: Statement): { object: string; isMade: boolean } | undefined {
  if ('CreateStmt' in node && !node.CreateStmt.if_not_exists && !isTemporary(node.CreateStmt.relation)) {
    return { object: `table ${formatRangeVar(node.CreateStmt.relation ?? {})}`, isMade: true }
  }
  // With IF NOT EXISTS an invalid index that a failed build left would be taken for it.
  if ('IndexStmt' in node && !node.IndexStmt.if_not_exists && !node.IndexStmt.concurrent) {
    return { object: `index ${node.IndexStmt.idxname ?? ''}`.trim(), isMade: true }
  }
  if ('CreateSeqStmt' in node && !node.CreateSeqStmt.if_not_exists) {
    return { object: `sequence ${formatRangeVar(node.CreateSeqStmt.sequence ?? {})}`, isMade: true }
  }
  if ('CreateSchemaStmt' in node && !node.CreateSchemaStmt.if_not_exists) {
    return { object: `schema ${node.CreateSchemaStmt.schemaname ?? ''}`, isMade: true }
  }
  if ('DropStmt' in node && !node.DropStmt.missing_ok) return { object: 'what it drops', isMade: false }
  return 'AlterTableStmt' in node ? unprotectedAction(node) : undefined
}

/** Gone with the session. */
function isTemporary(relation: RangeVar | undefined): boolean {
  return relation?.relpersistence === 't'
}

function unprotectedAction({
  AlterTableStmt: { relation, cmds = [] },
}: Extract<Node, { AlterTableStmt: unknown }>) {
  const actions = cmds.flatMap(it => ('AlterTableCmd' in it ? [it.AlterTableCmd] : []))
  const action = actions.find(
    ({ subtype, missing_ok }) =>
      !missing_ok && /^AT_(AddColumn|DropColumn|DropConstraint)$/.test(subtype ?? ''),
  )
  if (action === undefined) return undefined
  const isMade = action.subtype === 'AT_AddColumn'
  const name =
    isMade && action.def !== undefined && 'ColumnDef' in action.def
      ? action.def.ColumnDef.colname
      : action.name
  return { object: `${formatRangeVar(relation ?? {})}.${name ?? ''}`, isMade }
}
