import type { ConstraintNode, RangeVar } from '../sql/index.ts'
import { constraintsIn } from './column-definitions.ts'
import { stringsOf } from './named-tables.ts'
import type { Scene } from './rule.ts'

/** A foreign key that a statement makes. */
export interface MadeForeignKey {
  table: RangeVar
  columns: string[]
  target: RangeVar
  /** None where it points to the primary key. */
  targetColumns: string[]
  constraint: ConstraintNode
}

/** The foreign keys in a CREATE TABLE or ALTER TABLE, of tables and of columns. */
export function madeForeignKeys(scene: Scene): MadeForeignKey[] {
  const ofColumns = scene.columns.flatMap(({ table, name, constraints }) =>
    constraints.flatMap(constraint => readKey(table, constraint, [name])),
  )
  return [...ofColumns, ...tableConstraints(scene).flatMap(([table, it]) => readKey(table, it))]
}

function tableConstraints({ statement: { node } }: Scene): [RangeVar, ConstraintNode][] {
  if ('CreateStmt' in node && node.CreateStmt.relation !== undefined) {
    const { relation, tableElts } = node.CreateStmt
    return constraintsIn(tableElts).map(it => [relation, it])
  }
  if (!('AlterTableStmt' in node) || node.AlterTableStmt.relation === undefined) return []
  const { relation, cmds = [] } = node.AlterTableStmt
  const added = cmds.flatMap(command =>
    'AlterTableCmd' in command && command.AlterTableCmd.def !== undefined ? [command.AlterTableCmd.def] : [],
  )
  return constraintsIn(added).map(it => [relation, it])
}

function readKey(
  table: RangeVar,
  constraint: ConstraintNode,
  columns = stringsOf(constraint.fk_attrs),
): MadeForeignKey[] {
  const { contype, pktable: target, pk_attrs } = constraint
  if (contype !== 'CONSTR_FOREIGN' || target === undefined) return []
  return [{ table, columns, target, targetColumns: stringsOf(pk_attrs), constraint }]
}
