import { formatRangeVar } from '../../sql/index.ts'
import { isInUse } from '../named-tables.ts'
import { defineRule, type Scene } from '../rule.ts'

export const unloggedTable = defineRule({
  name: 'unlogged-table',
  group: 'data-loss',
  severity: 'info',
  summary: 'A table is not logged: after a crash it is empty, and no replica has its rows.',
  why: `
    What is written to an unlogged table is not in the write-ahead log. After a crash or an immediate shutdown PostgreSQL empties
    it; a replica shows it empty and refuses to read it; after a failover its rows are gone.`,
  sources: ['https://www.postgresql.org/docs/current/sql-createtable.html#SQL-CREATETABLE-UNLOGGED'],
  examples: {
    bad: [
      { title: 'A table in use', up: 'alter table shop.items set unlogged;' },
      { title: 'A new table', up: 'create unlogged table shop.carts (id bigint primary key);' },
    ],
    good: [{ title: 'A logged table', up: 'create table shop.carts (id bigint primary key);' }],
  },
  checkStatement: scene =>
    unlogged(scene).map(({ table, isExisting }) => ({
      message: `${table} loses its rows in a crash, and no replica has them`,
      location: scene.statement.location,
      object: `table ${table}`,
      evidence: {},
      severity: isExisting ? 'warning' : 'info',
      remedy: { title: 'Leave it logged, unless its rows can be made again at any time' },
    })),
})

function unlogged({ statement: { node }, model }: Scene): { table: string; isExisting: boolean }[] {
  if ('CreateStmt' in node && node.CreateStmt.relation?.relpersistence === 'u') {
    return [{ table: formatRangeVar(node.CreateStmt.relation), isExisting: false }]
  }
  if (!('AlterTableStmt' in node)) return []
  const { relation = {}, cmds = [] } = node.AlterTableStmt
  return cmds
    .filter(it => 'AlterTableCmd' in it && it.AlterTableCmd.subtype === 'AT_SetUnLogged')
    .map(() => ({ table: formatRangeVar(relation), isExisting: isInUse(model, relation) }))
}
