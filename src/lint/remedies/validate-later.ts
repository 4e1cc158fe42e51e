import type { Remedy } from '../../findings/index.ts'
import {
  formatNode,
  quoteIdentifier,
  readTableActions,
  type Statement,
  type TableAction,
} from '../../sql/index.ts'

/**
 * Splits a constraint in two: NOT VALID holds for new rows at once and reads nothing; VALIDATE, in a transaction of its
 * own, reads the table while everybody works on. `madeConstraints` are the names PostgreSQL chose for unnamed ones.
 */
export function adviseValidatingLater(
  statement: Statement,
  madeConstraints: readonly string[],
): Remedy | undefined {
  const made = [...madeConstraints]
  const sql = readTableActions(statement)
    .map(action => adviseAction(statement, action, made))
    .filter(it => it !== undefined)
  if (sql.length === 0) return undefined
  return { title: 'Add it NOT VALID, then validate it in a migration of its own', sql: sql.join('\n') }
}

function adviseAction(statement: Statement, action: TableAction, made: string[]): string | undefined {
  if (action.subtype === 'AT_SetNotNull') return adviseNotNull(action)
  const { constraint, table } = action
  if (constraint?.contype !== 'CONSTR_FOREIGN' && constraint?.contype !== 'CONSTR_CHECK') return undefined
  const name = constraint.conname ?? made.shift()
  const add = formatNotValid(statement, action, name)
  if (name === undefined || add === undefined) return undefined
  return `${add};\n-- the next migration:\nALTER TABLE ${table} VALIDATE CONSTRAINT ${quoteIdentifier(name)};`
}

/** The statement with this one action, its constraint named and NOT VALID. */
function formatNotValid(
  statement: Statement,
  { constraint }: TableAction,
  name: string | undefined,
): string | undefined {
  if (!('AlterTableStmt' in statement.node) || constraint === undefined) return undefined
  const { initially_valid: _, ...rest } = constraint
  const notValid = { ...rest, conname: name, skip_validation: true }
  const cmds = [
    {
      AlterTableCmd: {
        subtype: 'AT_AddConstraint',
        def: { Constraint: notValid },
        behavior: 'DROP_RESTRICT',
      },
    } as const,
  ]
  return formatNode({ AlterTableStmt: { ...statement.node.AlterTableStmt, cmds } })
}

/** A valid CHECK proves that there is no null, so SET NOT NULL need not look (PostgreSQL 12 and later). */
function adviseNotNull({ table, name = '' }: TableAction): string {
  const check = quoteIdentifier(`${table.split('.').at(-1)?.replaceAll('"', '')}_${name}_not_null`)
  const column = quoteIdentifier(name)
  return [
    `ALTER TABLE ${table} ADD CONSTRAINT ${check} CHECK (${column} IS NOT NULL) NOT VALID;`,
    '-- the next migration:',
    `ALTER TABLE ${table} VALIDATE CONSTRAINT ${check};`,
    '-- the one after it:',
    `ALTER TABLE ${table} ALTER COLUMN ${column} SET NOT NULL;`,
    `ALTER TABLE ${table} DROP CONSTRAINT ${check};`,
  ].join('\n')
}
