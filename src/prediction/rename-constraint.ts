import type { Constraint, Table } from './model.ts'
import { descendants, identityOf, renameRelation } from './names.ts'
import { constraintIdentity } from './part-changes.ts'
import type { Recorder } from './recorder.ts'

/** Gives a constraint another name, with its index and with the constraints that children have from it. */
export function renameConstraint(
  recorder: Recorder,
  table: Table,
  from: string,
  to: string,
  isOnly: boolean,
): void {
  const constraint = table.constraints.find(it => it.name === from)
  if (constraint === undefined) {
    if (table.isKnown) recorder.fail('42704', `constraint "${from}" for table "${table.name}" does not exist`)
    return
  }
  const isGiven = (constraint.kind === 'check' || constraint.kind === 'not null') && constraint.isInheritable
  if (isGiven && table.parents.some(parent => parent.constraints.some(it => it.name === from))) {
    recorder.fail('42P16', `cannot rename inherited constraint "${from}"`)
  }
  if (isGiven && isOnly && table.children.length > 0) {
    recorder.fail('42P16', `inherited constraint "${from}" must be renamed in child tables too`)
  }
  nameAnew(recorder, table, constraint, to)
  for (const child of isGiven ? new Set(descendants(table)) : []) {
    recorder.lock(child, 'ACCESS EXCLUSIVE')
    const part = child.constraints.find(it => it.name === from)
    if (part !== undefined) nameAnew(recorder, child, part, to)
  }
}

/** Both the constraint and its index, if it has one. */
export function nameAnew(recorder: Recorder, table: Table, constraint: Constraint, to: string): void {
  const { index, name: from, kind } = constraint
  if (index !== undefined) {
    const isTaken = recorder.model.relations.has(identityOf({ schema: index.schema, name: to }))
    if (isTaken) recorder.fail('42P07', `relation "${to}" already exists`)
  }
  if (table.constraints.some(it => it.name === to)) {
    recorder.fail('42710', `constraint "${to}" for relation "${table.name}" already exists`)
  }
  constraint.name = to
  recorder.model.constraintNames.add(to)
  if (index !== undefined) {
    const formerIdentity = identityOf(index)
    renameRelation(recorder.model, index, { name: to })
    const { isExisting } = index
    recorder.change({
      change: 'changed',
      kind: 'index',
      identity: identityOf(index),
      formerIdentity,
      isExisting,
    })
  }
  if (kind === 'not null') return
  recorder.changePart(table, {
    ...{ change: 'changed', kind: 'table constraint' },
    isExisting: table.isExisting && constraint.isAdded !== true,
    ...{ identity: constraintIdentity(table, to), formerIdentity: constraintIdentity(table, from) },
  })
}
