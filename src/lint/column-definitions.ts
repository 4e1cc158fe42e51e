import { type Model, readTypeName, type TypeRef } from '../prediction/index.ts'
import type { ColumnDef, ConstraintNode, Node, RangeVar } from '../sql/index.ts'

/** A column that a statement makes, or gives another type. */
export interface DefinedColumn {
  how: 'created' | 'added' | 'retyped'
  table: RangeVar
  name: string
  definition: ColumnDef
  type: TypeRef
  /** None for a column that gets another type. */
  constraints: ConstraintNode[]
}

/** The columns in a CREATE TABLE, and those that an ALTER TABLE adds or retypes. */
export function definedColumns(node: Node, model: Model): DefinedColumn[] {
  if ('CreateStmt' in node) {
    const { relation, tableElts = [] } = node.CreateStmt
    return tableElts.flatMap(element => define(model, 'created', relation, element))
  }
  if (!('AlterTableStmt' in node)) return []
  const { relation, cmds = [], objtype } = node.AlterTableStmt
  if (objtype !== 'OBJECT_TABLE') return []
  return cmds.flatMap(command => {
    if (!('AlterTableCmd' in command)) return []
    const { subtype, name, def } = command.AlterTableCmd
    if (subtype === 'AT_AddColumn') return define(model, 'added', relation, def)
    if (subtype === 'AT_AlterColumnType') return define(model, 'retyped', relation, def, name)
    return []
  })
}

function define(
  model: Model,
  how: DefinedColumn['how'],
  table: RangeVar | undefined,
  node: Node | undefined,
  name?: string,
): DefinedColumn[] {
  if (table === undefined || node === undefined || !('ColumnDef' in node)) return []
  const definition = node.ColumnDef
  const { colname = '', typeName, constraints = [] } = definition
  if (typeName === undefined) return []
  const type = readTypeName(typeName, model)
  return [{ how, table, definition, name: name ?? colname, type, constraints: constraintsIn(constraints) }]
}

/** The constraints among the elements of a table or a column. */
export function constraintsIn(nodes: readonly Node[] = []): ConstraintNode[] {
  return nodes.flatMap(node => ('Constraint' in node ? [node.Constraint] : []))
}

export function hasConstraint(
  { constraints }: Pick<DefinedColumn, 'constraints'>,
  ...types: ConstraintNode['contype'][]
): boolean {
  return constraints.some(({ contype }) => types.includes(contype))
}
