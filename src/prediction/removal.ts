import { dependantsOf } from './dependants.ts'
import { lockTarget } from './foreign-key.ts'
import type { Column, Constraint, Index, Model, Table } from './model.ts'
import { identityOf, isTable, removeRelation } from './names.ts'
import { removeColumn, removeConstraint } from './part-changes.ts'
import { kindOf, type Recorder } from './recorder.ts'
import { dropSequence, sequenceOf } from './sequences.ts'

/*
 * What goes with a column or a constraint that is dropped: `performDeletion()` in catalog/dependency.c. Without CASCADE
 * what others made of it forbids it.
 */

/** Takes a column out of a table, with its indexes, constraints, statistics and sequence. */
export function dropColumn(recorder: Recorder, table: Table, column: Column, isCascade: boolean): void {
  dropDependants(recorder, table, column.name, isCascade)
  for (const index of table.indexes.filter(it => usesColumn(it, column.name))) {
    const constraint = table.constraints.find(it => it.index === index)
    if (constraint === undefined) dropIndex(recorder, index)
    else if (table.constraints.includes(constraint)) dropConstraint(recorder, table, constraint, isCascade)
  }
  for (const constraint of table.constraints.filter(it => it.columns.includes(column.name))) {
    dropConstraint(recorder, table, constraint, isCascade)
  }
  for (const [referrer, constraint] of referrersOf(recorder.model, table)) {
    if (!constraint.target!.columns.includes(column.name)) continue
    refuseUnless(isCascade, recorder, `constraint ${constraint.name} depends on column ${column.name}`)
    dropConstraint(recorder, referrer, constraint, isCascade)
  }
  table.statistics = table.statistics.filter(it => !it.columns.includes(column.name))
  const sequence = sequenceOf(recorder, table, column.name)
  if (sequence !== undefined) dropSequence(recorder, sequence)
  removeColumn(recorder, table, column)
}

function dropDependants(recorder: Recorder, table: Table, column: string, isCascade: boolean): void {
  const { views, rules, policies, triggers, generated, routines, publications } = dependantsOf(
    recorder.model,
    table,
    column,
  )
  const all = [views, rules, policies, triggers, generated, routines, publications]
  refuseUnless(isCascade || all.every(it => it.length === 0), recorder, `other objects depend on ${column}`)
  for (const view of views) dropView(recorder, view)
  for (const { table: owner, name } of rules) owner.rules = owner.rules.filter(it => it.name !== name)
  for (const { table: owner, name } of policies) {
    recorder.lock(owner, 'ACCESS EXCLUSIVE')
    owner.policies = owner.policies.filter(it => it.name !== name)
  }
  table.triggers = table.triggers.filter(it => !triggers.includes(it))
  for (const publication of publications) {
    publication.tables = publication.tables.filter(it => it.table !== table)
  }
  for (const it of generated) {
    if (table.columns.includes(it)) dropColumn(recorder, table, it, isCascade)
  }
}

/** A view goes with what is made of it. */
export function dropView(recorder: Recorder, view: Table): void {
  const { model } = recorder
  if (model.relations.get(identityOf(view)) !== view) return
  const dependants = [...model.relations.values()].filter(
    (it): it is Table => isTable(it) && it.uses.some(use => use.table === view),
  )
  recorder.lock(view, 'ACCESS EXCLUSIVE')
  removeRelation(model, view)
  const { isExisting } = view
  recorder.change({ change: 'dropped', kind: kindOf(view), identity: identityOf(view), isExisting })
  for (const index of view.indexes) dropIndex(recorder, index)
  for (const it of dependants) dropView(recorder, it)
}

/** Takes a constraint away, of partitions too, with its index and the foreign keys that point to it. */
export function dropConstraint(
  recorder: Recorder,
  table: Table,
  constraint: Constraint,
  isCascade: boolean,
): void {
  const { index, target, kind } = constraint
  if (index !== undefined) {
    for (const [referrer, foreignKey] of keysPointingTo(recorder.model, table, constraint)) {
      refuseUnless(isCascade, recorder, `constraint ${foreignKey.name} depends on index ${index.name}`)
      dropConstraint(recorder, referrer, foreignKey, isCascade)
    }
  }
  if (!table.constraints.includes(constraint)) return
  removeConstraint(recorder, table, constraint)
  if (target !== undefined) recorder.lock(table, 'ACCESS EXCLUSIVE')
  lockTarget(recorder, constraint)
  if (index !== undefined) dropIndex(recorder, index)
  if (kind !== 'foreign key' || table.kind !== 'partitioned table') return
  for (const partition of table.children) {
    const part = partition.constraints.find(it => it.isInherited && isSameKey(it, constraint))
    if (part !== undefined) dropConstraint(recorder, partition, part, isCascade)
  }
}

export function isSameKey(a: Constraint, b: Constraint): boolean {
  return (
    a.kind === b.kind &&
    a.target?.table === b.target?.table &&
    a.columns.join() === b.columns.join() &&
    a.target?.columns.join() === b.target?.columns.join()
  )
}

/** An index goes with the indexes of partitions that are parts of it. */
export function dropIndex(recorder: Recorder, index: Index): void {
  const { table, isExisting } = index
  if (!table.indexes.includes(index)) return
  recorder.lock(table, 'ACCESS EXCLUSIVE')
  table.indexes = table.indexes.filter(it => it !== index)
  removeRelation(recorder.model, index)
  recorder.change({ change: 'dropped', kind: 'index', identity: identityOf(index), isExisting })
  for (const child of index.children) {
    const constraint = child.table.constraints.find(it => it.index === child)
    if (constraint !== undefined) removeConstraint(recorder, child.table, constraint)
    dropIndex(recorder, child)
  }
}

export function usesColumn(index: Index, column: string): boolean {
  const keys = index.keys.flatMap(key => ('column' in key ? [key.column] : key.columns))
  return [...keys, ...index.included, ...(index.condition?.columns ?? [])].includes(column)
}

/** Every foreign key that points to a table, with the table that has it. */
export function referrersOf(model: Model, target: Table): [Table, Constraint][] {
  if (!target.isUsed) return []
  return [...model.relations.values()]
    .filter(isTable)
    .flatMap(table =>
      table.constraints
        .filter(it => it.target?.table === target)
        .map((it): [Table, Constraint] => [table, it]),
    )
}

/** Those that need a certain key of the table: the only one on these columns. */
function keysPointingTo(model: Model, table: Table, key: Constraint): [Table, Constraint][] {
  const wanted = [...key.columns].sort().join()
  return referrersOf(model, table).filter(
    ([, { target, isInherited }]) => !isInherited && [...target!.columns].sort().join() === wanted,
  )
}

function refuseUnless(isAllowed: boolean, recorder: Recorder, why: string): void {
  if (!isAllowed) recorder.fail('2BP01', why)
}
