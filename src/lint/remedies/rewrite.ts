import type { Remedy } from '../../findings/index.ts'
import {
  type ColumnDef,
  formatNode,
  type Node,
  quoteIdentifier,
  readTableActions,
  type Statement,
} from '../../sql/index.ts'

/** How to reach the same without writing the table anew: a new column, filled in batches. */
export function adviseRewrite(statement: Statement, table: string): Remedy {
  const subtypes = readTableActions(statement).map(({ subtype }) => subtype)
  if (subtypes.includes('AT_AddColumn') && !subtypes.includes('AT_AlterColumnType')) {
    return adviseFilling(statement, table)
  }
  if (statement.kind === 'VacuumStmt' || statement.kind === 'ClusterStmt') {
    return {
      title: 'Give the space back without a lock',
      steps: [
        'VACUUM without FULL makes the space usable again for the same table',
        'pg_repack or pg_squeeze give it back to the disk while the table is in use',
      ],
    }
  }
  return {
    title: 'Change the type by way of a new column',
    steps: [
      `Add a column of the new type to ${table}, empty`,
      'Keep it equal to the old one with a trigger for every row that is written',
      'Fill the rows that are there in batches of some thousand, each in its own transaction',
      'In one short transaction, with a lock_timeout, swap the names and drop the trigger',
      'Drop the old column in a later release',
    ],
  }
}

/** A default that differs from row to row, a serial, an identity, a stored expression: each row is written anew. */
function adviseFilling(statement: Statement, table: string): Remedy {
  const title = 'Add the column empty, then fill it in batches'
  const added = addedColumn(statement)
  const sql = added && fillLater(table, added)
  if (sql !== undefined) return { title, sql }
  return {
    title,
    steps: [
      `Add to ${table} a column of the plain type: no serial, no identity, no stored expression, no volatile default`,
      'Let a default or a trigger give every row that is written its value',
      'Fill the rows that are there in batches of some thousand, each in its own transaction',
    ],
  }
}

function addedColumn(statement: Statement): ColumnDef | undefined {
  if (!('AlterTableStmt' in statement.node)) return undefined
  const [only, ...others] = statement.node.AlterTableStmt.cmds ?? []
  if (only === undefined || others.length > 0 || !('AlterTableCmd' in only)) return undefined
  const { def } = only.AlterTableCmd
  return def !== undefined && 'ColumnDef' in def ? def.ColumnDef : undefined
}

function fillLater(table: string, column: ColumnDef): string | undefined {
  const expression = defaultOf(column)
  const { typeName, colname = '' } = column
  if (expression === undefined || typeName === undefined) return undefined
  const value = formatNode({
    SelectStmt: {
      targetList: [{ ResTarget: { val: expression } }],
      limitOption: 'LIMIT_OPTION_DEFAULT',
      op: 'SETOP_NONE',
    },
  })?.replace(/^SELECT /i, '')
  const type = formatNode({
    SelectStmt: {
      targetList: [{ ResTarget: { val: { TypeCast: { arg: { A_Const: { isnull: true } }, typeName } } } }],
      limitOption: 'LIMIT_OPTION_DEFAULT',
      op: 'SETOP_NONE',
    },
  })?.replace(/^SELECT NULL::/i, '')
  if (value === undefined || type === undefined) return undefined
  const name = quoteIdentifier(colname)
  return [
    `ALTER TABLE ${table} ADD COLUMN ${name} ${type};`,
    `ALTER TABLE ${table} ALTER COLUMN ${name} SET DEFAULT ${value};`,
    '-- then, outside a migration, until no row is left, each time in its own transaction:',
    `UPDATE ${table} SET ${name} = DEFAULT WHERE ctid = ANY (ARRAY(SELECT ctid FROM ${table} WHERE ${name} IS NULL LIMIT 1000));`,
  ].join('\n')
}

function defaultOf(column: ColumnDef): Node | undefined {
  const constraints = (column.constraints ?? []).flatMap(node =>
    'Constraint' in node ? [node.Constraint] : [],
  )
  return constraints.find(({ contype }) => contype === 'CONSTR_DEFAULT')?.raw_expr
}
