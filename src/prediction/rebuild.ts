import type { TableWork } from './alter-action.ts'
import { baseType, userType } from './casts.ts'
import { lockTarget } from './foreign-key.ts'
import { findKeyOperator } from './foreign-key-types.ts'
import { defaultOpclass } from './index-definition.ts'
import type { Column, Constraint, Index, IndexKey, Table } from './model.ts'
import { identityOf } from './names.ts'
import { constraintIdentity } from './part-changes.ts'
import type { Mode, Recorder } from './recorder.ts'
import { referrersOf, usesColumn } from './removal.ts'
import { refuseOperators } from './retyped-expressions.ts'

type Before = Pick<Column, 'type' | 'collation'>

/**
 * Makes anew what is made of columns that have another type now: an index keeps its file if it would be the same, a CHECK is
 * read again all the same (`ATPostAlterTypeCleanup()` in commands/tablecmds.c).
 */
export function rebuildDependants(
  recorder: Recorder,
  mode: Mode,
  works: ReadonlyMap<Table, TableWork>,
  workOn: (table: Table) => TableWork,
): void {
  for (const [table, work] of [...works]) {
    const { changedColumns: changed } = work
    if (changed.size === 0) continue
    for (const index of table.indexes.filter(it => isMadeOf(it, changed))) rebuildIndex(recorder, index, work)
    for (const constraint of table.constraints) {
      if (constraint.index !== undefined || constraint.kind === 'not null') continue
      if (!constraint.columns.some(it => changed.has(it))) continue
      noteRemade(recorder, table, constraint)
      if (constraint.expression !== undefined)
        refuseOperators(recorder, table, constraint.expression, changed)
      if (constraint.kind === 'check' && constraint.isValid && constraint.isEnforced) work.hasScan = true
      if (constraint.kind === 'foreign key') recheck(recorder, table, constraint, works, workOn)
    }
    for (const [referrer, constraint] of referrersOf(recorder.model, table)) {
      const isOwn = referrer === table && constraint.columns.some(it => changed.has(it))
      if (isOwn || !constraint.target!.columns.some(it => changed.has(it))) continue
      recorder.lock(referrer, mode)
      noteRemade(recorder, referrer, constraint)
      recheck(recorder, referrer, constraint, works, workOn)
    }
  }
}

function isMadeOf(index: Index, changed: ReadonlyMap<string, Before>): boolean {
  return [...changed.keys()].some(column => usesColumn(index, column))
}

function rebuildIndex(recorder: Recorder, index: Index, { changedColumns, hasRewrite }: TableWork): void {
  const { isExisting, table } = index
  for (const key of index.keys) refuseKey(recorder, index, key, changedColumns)
  const expressions = index.keys.flatMap(key => ('column' in key ? [] : [key.expression]))
  for (const it of [...expressions, index.condition?.text ?? 'true']) {
    refuseOperators(recorder, table, it, changedColumns)
  }
  for (const change of ['dropped', 'created'] as const) {
    const wasThere = change === 'dropped' && isExisting
    recorder.change({ change, kind: 'index', identity: identityOf(index), isExisting: wasThere })
  }
  const constraint = table.constraints.find(it => it.index === index)
  if (constraint !== undefined) noteRemade(recorder, table, constraint)
  if (!hasRewrite && !isReusable(recorder, index, changedColumns)) recorder.build(index)
}

function refuseKey(
  recorder: Recorder,
  { table, method }: Index,
  key: IndexKey,
  changed: ReadonlyMap<string, Before>,
): void {
  if (!('column' in key) || !changed.has(key.column)) return
  const column = table.columns.find(it => it.name === key.column)
  if (key.opclass === undefined) {
    if (defaultOpclass(recorder, column?.type, method) !== undefined) return
    recorder.fail('42704', `data type has no default operator class for access method "${method}"`)
  }
  const isOfText = /^(text|varchar|bpchar)_(pattern_)?ops$/.test(key.opclass)
  if (!isOfText || column?.type === undefined) return
  if (!/^(text|character varying|character)$/.test(baseType(recorder.model, column.type).name)) {
    recorder.fail('42804', `operator class "${key.opclass}" does not accept data type ${column.type.name}`)
  }
}

/** Whether the index would hold the same in the same order (`CheckIndexCompatible()` in commands/indexcmds.c). */
function isReusable(recorder: Recorder, index: Index, changed: ReadonlyMap<string, Before>): boolean {
  if (index.kind === 'partitioned index') return true
  // The parts of a partitioned index are made with it, from nothing.
  if (index.parent !== undefined) return false
  if (!index.isValid || index.condition !== undefined) return false
  return index.keys.every(key => {
    if (!('column' in key)) return false
    const before = changed.get(key.column)
    const now = index.table.columns.find(it => it.name === key.column)
    if (before === undefined || now === undefined) return true
    const isCollatedAnew = (before.collation ?? '') !== (now.collation ?? '') && key.opclass !== '?'
    const [former, current] = [before.type, now.type].map(type =>
      defaultOpclass(recorder, type, index.method),
    )
    const isSameClass = key.opclass !== undefined || former === current
    return (
      !isCollatedAnew &&
      isSameClass &&
      !(isPolymorphic(recorder, now) && before.type?.name !== now.type?.name)
    )
  })
}

/** One operator class serves all enums, another all arrays: there another type is another order. */
function isPolymorphic({ model }: Recorder, { type }: Column): boolean {
  if (type === undefined) return false
  return type.isArray || /enum|range/.test(userType(model, baseType(model, type))?.kind ?? '')
}

/** A foreign key is believed if it compares as before and no value was written anew. */
function recheck(
  recorder: Recorder,
  table: Table,
  constraint: Constraint,
  works: ReadonlyMap<Table, TableWork>,
  workOn: (table: Table) => TableWork,
): void {
  const target = constraint.target!
  recorder.lock(table, 'ACCESS EXCLUSIVE')
  lockTarget(recorder, constraint)
  recorder.lock(target.table, 'SHARE ROW EXCLUSIVE')
  const isComparedAnew = constraint.columns.some((column, i) => {
    const [now, before] = [typesOf(table, column, works), typesOf(target.table, target.columns[i]!, works)]
    const operator = findKeyOperator(recorder.model, now.now, before.now)
    if (operator === undefined)
      recorder.fail('42804', `foreign key "${constraint.name}" cannot be implemented`)
    return operator !== findKeyOperator(recorder.model, now.before, before.before)
  })
  const isRewritten = works.get(table)?.hasRewrite || works.get(target.table)?.hasRewrite
  if (constraint.isValid && (isComparedAnew || isRewritten)) workOn(table).foreignKeys.push(constraint)
}

function typesOf(table: Table, column: string, works: ReadonlyMap<Table, TableWork>) {
  const now = table.columns.find(it => it.name === column)?.type
  const before = works.get(table)?.changedColumns.get(column)
  return { now, before: before === undefined ? now : before.type }
}

function noteRemade(recorder: Recorder, table: Table, { name, kind }: Constraint): void {
  if (kind === 'not null') return
  const identity = constraintIdentity(table, name)
  for (const change of ['dropped', 'created'] as const) {
    const isExisting = change === 'dropped' && table.isExisting
    recorder.changePart(table, { change, kind: 'table constraint', identity, isExisting })
  }
}
