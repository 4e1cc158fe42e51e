import type { ColumnDef, ConstraintNode, Node } from '../sql/index.ts'
import { constraintFromIndex } from './remedies/constraint-from-index.ts'
import { validatedCheck } from './remedies/validated-check.ts'
import { validatedForeignKey } from './remedies/validated-foreign-key.ts'
import type { StatementScene } from './remedy.ts'
import { isPlan, type PlannedMigration } from './remedy.ts'
import { addConstraint, type TableTarget, tableTarget } from './targets.ts'

/** The definition of a column that is added, taken apart. */
export interface ColumnParts {
  target: TableTarget
  column: ColumnDef
  name: string
  isNotNull: boolean
  default?: Node
  /** IDENTITY or GENERATED. */
  generation?: ConstraintNode
  /** CHECK, REFERENCES, UNIQUE and PRIMARY KEY, as constraints of the table. */
  constraints: ConstraintNode[]
}

/** Nothing where the statement adds no column, or one with clauses that nobody here knows. */
export function readColumnParts(scene: StatementScene): ColumnParts | undefined {
  const target = tableTarget(scene)
  if (target?.command.subtype !== 'AT_AddColumn') return undefined
  const { def, missing_ok } = target.command
  if (def === undefined || !('ColumnDef' in def) || missing_ok) return undefined
  const { ColumnDef: column } = def
  const { colname: name = '', constraints = [] } = column
  const parts: ColumnParts = { target, column, name, isNotNull: false, constraints: [] }
  for (const node of constraints) {
    if (!('Constraint' in node) || !take(parts, node.Constraint)) return undefined
  }
  return parts
}

/** Sorts one clause into its place; false where it has none. */
function take(parts: ColumnParts, constraint: ConstraintNode): boolean {
  const column: Node[] = [{ String: { sval: parts.name } }]
  switch (constraint.contype) {
    case 'CONSTR_NULL':
      return true
    case 'CONSTR_NOTNULL':
      parts.isNotNull = true
      return constraint.conname === undefined && !constraint.is_no_inherit
    case 'CONSTR_DEFAULT':
      parts.default = constraint.raw_expr
      return true
    case 'CONSTR_IDENTITY':
    case 'CONSTR_GENERATED':
      parts.generation = constraint
      return true
    case 'CONSTR_CHECK':
      parts.constraints.push(constraint)
      return true
    case 'CONSTR_FOREIGN':
      parts.constraints.push({ ...constraint, fk_attrs: column })
      return true
    case 'CONSTR_UNIQUE':
    case 'CONSTR_PRIMARY':
      parts.constraints.push({ ...constraint, keys: column })
      return true
    case 'CONSTR_ATTR_DEFERRABLE':
      Object.assign(parts.constraints.at(-1) ?? {}, { deferrable: true })
      return true
    case 'CONSTR_ATTR_DEFERRED':
      Object.assign(parts.constraints.at(-1) ?? {}, { deferrable: true, initdeferred: true })
      return true
    default:
      return (
        constraint.contype === 'CONSTR_ATTR_NOT_DEFERRABLE' || constraint.contype === 'CONSTR_ATTR_IMMEDIATE'
      )
  }
}

/** `ALTER TABLE … ADD COLUMN` with the clauses that are given and no others. */
export function writeColumn(
  { target, column }: ColumnParts,
  clauses: readonly ConstraintNode[] = [],
  changes: Partial<ColumnDef> = {},
): string | undefined {
  const constraints = clauses.length === 0 ? undefined : clauses.map((Constraint): Node => ({ Constraint }))
  return target.write({ ...target.command, def: { ColumnDef: { ...column, constraints, ...changes } } })
}

const remedies = [validatedForeignKey, validatedCheck, constraintFromIndex]

/** How to add the constraints of a column once it is there; nothing where one of them cannot be added in peace. */
export function planConstraints(
  scene: StatementScene,
  { target, constraints }: ColumnParts,
): PlannedMigration[] | undefined {
  const plans = constraints.map(constraint => {
    const { statement } = scene
    if (!('AlterTableStmt' in statement.node)) return undefined
    const cmds: Node[] = [{ AlterTableCmd: addConstraint(constraint) }]
    const node: Node = { AlterTableStmt: { ...statement.node.AlterTableStmt, cmds } }
    const cures = remedies.map(remedy => remedy.build({ ...scene, statement: { ...statement, node } }))
    return cures.find(cure => cure !== undefined && isPlan(cure))
  })
  if (plans.some(plan => plan === undefined) || target === undefined) return undefined
  return plans.flatMap(plan => (plan !== undefined && isPlan(plan) ? plan.migrations : []))
}
