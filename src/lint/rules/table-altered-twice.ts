import { formatRangeVar, type Statement } from '../../sql/index.ts'
import { isInUse } from '../named-tables.ts'
import { defineRule } from '../rule.ts'

export const tableAlteredTwice = defineRule({
  name: 'table-altered-twice',
  group: 'performance',
  severity: 'info',
  summary: 'Two ALTER TABLE of one table follow each other that could be one.',
  why: `
    PostgreSQL carries out all actions of one ALTER TABLE in one pass: the table is locked once and, where rows have to be read
    or written, that happens once for all of them.`,
  sources: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES'],
  isOptional: true,
  examples: {
    bad: [
      {
        title: 'One after the other',
        up: 'alter table shop.orders add column region text; alter table shop.orders add column source text;',
      },
    ],
    good: [
      { title: 'In one', up: 'alter table shop.orders add column region text, add column source text;' },
      {
        title: 'A rename stands alone',
        up: 'alter table shop.orders rename note to remark; alter table shop.orders add column source text;',
      },
    ],
  },
  checkStatement: ({ statement, model, following }) => {
    const table = alteredTable(statement)
    if (table === undefined) return []
    const [next] = following()
    if (next === undefined || alteredTable(next) !== table) return []
    if (!('AlterTableStmt' in statement.node) || !isInUse(model, statement.node.AlterTableStmt.relation))
      return []
    return [
      {
        message: `This and the next ALTER TABLE ${table} could be one`,
        location: next.location,
        object: `table ${table}`,
        evidence: {},
        remedy: { title: 'Put their actions behind one ALTER TABLE, with commas' },
      },
    ]
  },
})

/** VALIDATE CONSTRAINT wants another lock, and belongs in a transaction of its own. */
function alteredTable({ node }: Statement): string | undefined {
  if (!('AlterTableStmt' in node) || node.AlterTableStmt.objtype !== 'OBJECT_TABLE') return undefined
  const { relation, cmds = [] } = node.AlterTableStmt
  const isAlone = cmds.some(
    it =>
      'AlterTableCmd' in it &&
      /^AT_(ValidateConstraint|DetachPartition)$/.test(it.AlterTableCmd.subtype ?? ''),
  )
  return relation === undefined || isAlone ? undefined : formatRangeVar(relation)
}
