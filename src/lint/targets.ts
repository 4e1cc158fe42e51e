import { creationSchema, findRelation, isTable, makeTable, type Table } from '../prediction/index.ts'
import {
  type AlterTableCmd,
  type AlterTableStmt,
  type ConstraintNode,
  formatNode,
  formatRangeVar,
  type RangeVar,
} from '../sql/index.ts'
import type { StatementScene } from './remedy.ts'

/**
 * The table that a statement is about, when others already use it. Where the catalog is not known, a name that no statement
 * of the change has made is taken for a plain table.
 */
export function existingTable({ model }: Pick<StatementScene, 'model'>, name: RangeVar): Table | undefined {
  const found = findRelation(model, name)
  if (found === undefined) return model.gaps.length === 0 ? undefined : supposeTable(model, name)
  return isTable(found) && found.isExisting && /table$/.test(found.kind) ? found : undefined
}

/** Each remedy asks anew for the table of the statement. */
const supposed = new WeakMap<RangeVar, Table>()

function supposeTable(model: StatementScene['model'], name: RangeVar): Table {
  const known = supposed.get(name)
  if (known !== undefined) return known
  const { schemaname: schema = creationSchema(model), relname = '' } = name
  const table = { ...makeTable({ schema, name: relname }, 'table'), isExisting: true, isKnown: false }
  supposed.set(name, table)
  return table
}

/** The only action of an ALTER TABLE on a table that others already use. */
export interface TableTarget {
  table: Table
  /** As the statement names it, quoted. */
  name: string
  relation: RangeVar
  command: AlterTableCmd
  /** The same ALTER TABLE with another action, and on another table. */
  write(command: AlterTableCmd, relation?: RangeVar): string | undefined
}

export function tableTarget(scene: StatementScene): TableTarget | undefined {
  const { node } = scene.statement
  if (!('AlterTableStmt' in node)) return undefined
  const { relation, cmds = [], objtype } = node.AlterTableStmt
  const [only] = cmds
  if (relation === undefined || objtype !== 'OBJECT_TABLE' || cmds.length !== 1) return undefined
  const table = existingTable(scene, relation)
  if (table === undefined || only === undefined || !('AlterTableCmd' in only)) return undefined
  return {
    table,
    name: formatRangeVar(relation),
    relation,
    command: only.AlterTableCmd,
    write: (command, on = relation) => writeAction(node.AlterTableStmt, command, on),
  }
}

function writeAction(statement: AlterTableStmt, command: AlterTableCmd, relation: RangeVar) {
  return formatNode({ AlterTableStmt: { ...statement, relation, cmds: [{ AlterTableCmd: command }] } })
}

/** A constraint to be added, with the table. */
export function addedConstraint(
  scene: StatementScene,
  contype: NonNullable<ConstraintNode['contype']>,
): { target: TableTarget; constraint: ConstraintNode } | undefined {
  const target = tableTarget(scene)
  const { subtype, def } = target?.command ?? {}
  if (target === undefined || subtype !== 'AT_AddConstraint' || def === undefined || !('Constraint' in def))
    return undefined
  return def.Constraint.contype === contype ? { target, constraint: def.Constraint } : undefined
}

export function addConstraint(constraint: ConstraintNode): AlterTableCmd {
  return { subtype: 'AT_AddConstraint', def: { Constraint: constraint }, behavior: 'DROP_RESTRICT' }
}
