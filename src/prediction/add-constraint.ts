import type { ConstraintNode } from '../sql/index.ts'
import type { ActionScene } from './alter-action.ts'
import { kindOfConstraint, readCheck, readIndexPlan, readNotNull } from './constraint-definition.ts'
import { readForeignKey } from './foreign-key.ts'
import { addIndexConstraint, type IndexConstraintKind } from './index-definition.ts'
import { needColumn } from './lookup.ts'
import type { Constraint, Table } from './model.ts'
import { putConstraint } from './names.ts'
import { makeObjectName } from './names-chosen.ts'
import { addConstraint } from './part-changes.ts'
import { isProvedNotNull } from './proofs.ts'
import { requireValue } from './required-column.ts'
import { useIndex } from './use-index.ts'

/**
 * Adds a constraint to a table that is there, and to its children where they inherit it. `isBelieved` says that a foreign key
 * need not be checked, because its column is new and empty.
 */
export function addTableConstraint(scene: ActionScene, node: ConstraintNode, isBelieved = false): void {
  const kind = kindOfConstraint(node)
  if (kind === 'check') addLater(scene, 'add other constraint', () => addCheck(scene, node))
  else if (kind === 'not null') addLater(scene, 'add other constraint', () => addNotNull(scene, node))
  else if (kind === 'foreign key')
    addLater(scene, 'add other constraint', () => addForeignKey(scene, node, isBelieved))
  else if (kind !== undefined && node.indexname !== undefined) {
    addLater(scene, 'add index constraint', () => useIndex(scene, node, kind as IndexConstraintKind))
  } else if (kind !== undefined) {
    if (kind === 'primary key') addLater(scene, 'column attributes', () => requireValues(scene, node))
    addLater(scene, 'add index', () => addKey(scene, node, kind as IndexConstraintKind))
  }
}

function addLater({ later }: ActionScene, pass: Parameters<ActionScene['later']>[0], play: () => void): void {
  later(pass, play)
}

function addCheck(scene: ActionScene, node: ConstraintNode): void {
  const { recorder, table, isOnly } = scene
  const constraint = readCheck(recorder, table, node)
  const isTaken = table.constraints.some(it => it.name === constraint.name)
  if (!constraint.isInheritable && table.kind === 'partitioned table' && !isTaken) {
    recorder.fail('42P16', 'cannot add NO INHERIT constraint to partitioned table')
  }
  addInherited(scene, table, constraint)
  if (!constraint.isInheritable) return
  if (isOnly && table.children.length > 0) {
    recorder.fail('42P16', 'constraint must be added to child tables too')
  }
}

/** A child that has the same constraint already keeps it. */
function addInherited(scene: ActionScene, table: Table, constraint: Constraint): void {
  const { recorder, workOn, mode } = scene
  recorder.lock(table, mode)
  const own = table.constraints.find(it => it.name === constraint.name)
  if (own !== undefined) {
    const isSame = own.kind === 'check' && isSameCondition(own, constraint) && constraint.isInherited
    if (!isSame) recorder.fail('42710', `constraint "${constraint.name}" already exists`)
    return
  }
  addConstraint(recorder, table, { ...constraint })
  if (constraint.isValid) workOn(table).hasScan = true
  if (!constraint.isInheritable) return
  for (const child of table.children) addInherited(scene, child, { ...constraint, isInherited: true })
}

/** The server prints a condition with casts and parentheses that nobody writes. */
export function isSameCondition(a: Constraint, b: Constraint): boolean {
  const plain = ({ expression = '' }: Constraint) => expression.replace(/::[\w ]+|[()\s]/g, '').toLowerCase()
  return plain(a) === plain(b)
}

function addNotNull(scene: ActionScene, node: ConstraintNode): void {
  const { recorder, table, isOnly } = scene
  const constraint = readNotNull(recorder, table, node)
  const { columns, kind } = constraint
  const [column] = columns
  const isThere = table.columns.some(it => it.name === column && !it.isNullable)
  const own = table.constraints.find(it => it.kind === kind && it.columns[0] === column)
  const ownName = own?.name ?? makeObjectName(table.name, column, 'not_null')
  if (isThere && node.conname !== undefined && node.conname !== ownName) {
    recorder.fail('55000', `cannot create not-null constraint "${node.conname}": there is "${ownName}"`)
  }
  if (isOnly && !isThere && constraint.isInheritable && table.children.length > 0) {
    recorder.fail('42P16', 'constraint must be added to child tables too')
  }
  requireOn(scene, table, constraint)
}

function requireOn(scene: ActionScene, table: Table, constraint: Constraint): void {
  const { recorder, workOn, mode } = scene
  recorder.lock(table, mode)
  const [name = ''] = constraint.columns
  const column = needColumn(recorder, table, name)
  const named = table.constraints.find(it => it.kind === 'not null' && it.columns[0] === name)
  if (column.isNullable) {
    column.isNullable = false
    putConstraint(recorder.model, table, { ...constraint })
    if (constraint.isValid && !isProvedNotNull(table, name)) workOn(table).hasScan = true
  } else if (named?.isValid === false && constraint.isValid) {
    recorder.fail('55000', `incompatible NOT VALID constraint "${named.name}"`)
  }
  if (!constraint.isInheritable) return
  for (const child of table.children) requireOn(scene, child, { ...constraint, isInherited: true })
}

/** Columns of a primary key hold no null, which is checked unless it is known. */
function requireValues(scene: ActionScene, node: ConstraintNode): void {
  const { recorder, table, isOnly } = scene
  for (const { keys } of [readIndexPlan(recorder, table, node)]) {
    for (const key of keys) if ('column' in key) requireValue(scene, table, key.column, isOnly)
  }
}

function addKey(scene: ActionScene, node: ConstraintNode, kind: IndexConstraintKind): void {
  const { recorder, table, isOnly } = scene
  if (table.kind === 'foreign table')
    recorder.fail('0A000', `${kind} constraints are not supported on foreign tables`)
  const plan = readIndexPlan(recorder, table, node)
  if (plan.isPrimary && table.constraints.some(it => it.kind === 'primary key')) {
    recorder.fail('42P16', `multiple primary keys for table "${table.name}" are not allowed`)
  }
  addIndexConstraint(recorder, table, {
    ...{ kind, plan, isOnly, name: node.conname, isDeferrable: node.deferrable === true },
    mode: 'SHARE',
  })
}

function addForeignKey(scene: ActionScene, node: ConstraintNode, isBelieved: boolean): void {
  const { recorder, table, isOnly } = scene
  if (table.kind === 'foreign table')
    recorder.fail('0A000', 'foreign keys are not supported on foreign tables')
  if (table.kind === 'partitioned table') {
    if (isOnly) recorder.fail('42809', 'cannot use ONLY for foreign key on partitioned table')
    if (node.skip_validation && recorder.model.major < 18) {
      recorder.fail('42809', 'cannot add NOT VALID foreign key on partitioned table')
    }
  }
  const constraint = readForeignKey(recorder, table, node)
  if (constraint === undefined) return
  if (table.constraints.some(it => it.name === constraint.name)) {
    recorder.fail('42710', `constraint "${constraint.name}" already exists`)
  }
  pointTo(scene, table, constraint, isBelieved)
}

function pointTo(scene: ActionScene, table: Table, constraint: Constraint, isBelieved: boolean): void {
  const { recorder, workOn, mode } = scene
  recorder.lock(table, mode)
  addConstraint(recorder, table, constraint)
  if (constraint.isValid && !isBelieved) workOn(table).foreignKeys.push(constraint)
  if (table.kind !== 'partitioned table') return
  for (const child of table.children) pointTo(scene, child, { ...constraint, isInherited: true }, isBelieved)
}
