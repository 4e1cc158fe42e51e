import { formatRangeVar, quoteIdentifier, type RangeVar } from '../../sql/index.ts'
import { constraintsIn } from '../column-definitions.ts'
import { isInUse, stringsOf } from '../named-tables.ts'
import { defineRule, type Scene } from '../rule.ts'

export const uniquenessNotProved = defineRule({
  name: 'uniqueness-not-proved',
  group: 'correctness',
  severity: 'info',
  summary: 'A unique index on a table in use fails when its rows have duplicates.',
  why: `
    No rehearsal without the rows of the target can tell. One pair of duplicates breaks the migration off, and a concurrent
    build leaves an invalid index behind. Ask the target before.`,
  sources: ['https://www.postgresql.org/docs/current/indexes-unique.html'],
  examples: {
    bad: [
      {
        title: 'A unique index',
        up: 'create unique index concurrently customers_email_key on shop.customers (email);',
        execution: 'autocommit',
      },
      { title: 'A unique constraint', up: 'alter table shop.customers add unique (email);' },
    ],
    good: [
      {
        title: 'A table of this change',
        up: 'create table shop.tags (name text); create unique index on shop.tags (name);',
      },
      {
        title: 'A column of this statement',
        up: 'alter table shop.orders add column code text unique;',
      },
    ],
  },
  checkStatement: scene =>
    uniqueKeys(scene)
      .filter(({ table, columns }) => columns.length > 0 && isInUse(scene.model, table))
      .map(({ table, columns }) => {
        const [name, keys] = [formatRangeVar(table), columns.map(quoteIdentifier).join(', ')]
        return {
          message: `This fails if two rows of ${name} have the same ${keys}`,
          location: scene.statement.location,
          object: `table ${name}`,
          evidence: { columns },
          remedy: {
            title: 'Ask the target before',
            sql: `SELECT ${keys}, count(*) FROM ${name} GROUP BY ${keys} HAVING count(*) > 1 LIMIT 10;`,
          },
        }
      }),
})

function uniqueKeys({ statement: { node } }: Scene): { table: RangeVar; columns: string[] }[] {
  if ('IndexStmt' in node) {
    const { unique, relation, indexParams = [], whereClause } = node.IndexStmt
    const columns = indexParams.flatMap(it =>
      'IndexElem' in it && it.IndexElem.name ? [it.IndexElem.name] : [],
    )
    const isPlain = columns.length === indexParams.length && whereClause === undefined
    return unique && isPlain && relation !== undefined ? [{ table: relation, columns }] : []
  }
  if (!('AlterTableStmt' in node) || node.AlterTableStmt.relation === undefined) return []
  const { relation: table, cmds = [] } = node.AlterTableStmt
  const added = cmds.flatMap(it =>
    'AlterTableCmd' in it && it.AlterTableCmd.def ? [it.AlterTableCmd.def] : [],
  )
  return constraintsIn(added)
    .filter(({ contype }) => contype === 'CONSTR_UNIQUE' || contype === 'CONSTR_PRIMARY')
    .map(({ keys }) => ({ table, columns: stringsOf(keys) }))
}
