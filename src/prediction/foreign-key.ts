import type { ConstraintNode } from '../sql/index.ts'
import { beginConstraint } from './constraint-definition.ts'
import { stringsOf } from './expressions.ts'
import { findKeyOperator } from './foreign-key-types.ts'
import { needColumn, needTable } from './lookup.ts'
import type { Constraint, Model, Table } from './model.ts'
import { descendants } from './names.ts'
import { chooseConstraintName, joinColumnNames } from './names-chosen.ts'
import type { Recorder } from './recorder.ts'

/** A foreign key as a statement defines it; its target is locked. Undefined where it points to a catalog of the server. */
export function readForeignKey(
  recorder: Recorder,
  table: Table,
  node: ConstraintNode,
): Constraint | undefined {
  const target = needTable(recorder, node.pktable!)
  if (target === undefined) return undefined
  recorder.lock(target, 'SHARE ROW EXCLUSIVE')
  for (const partition of partitionsOf(target)) recorder.lock(partition, 'SHARE ROW EXCLUSIVE')
  refuseTarget(recorder, table, target)
  const columns = stringsOf(node.fk_attrs)
  for (const column of columns) {
    const { generated } = needColumn(recorder, table, column)
    if (generated?.how === 'virtual') recorder.fail('0A000', 'foreign keys on virtual generated columns')
    if (generated !== undefined) refuseActions(recorder, node)
  }
  const named = stringsOf(node.pk_attrs)
  const referenced = named.length > 0 ? named : primaryKeyColumns(recorder, target, columns)
  for (const column of referenced) needColumn(recorder, target, column)
  if (columns.length !== referenced.length) {
    recorder.fail('42830', 'number of referencing and referenced columns for foreign key disagree')
  }
  if (named.length > 0) refuseWithoutKey(recorder, target, referenced)
  for (const [i, column] of columns.entries()) {
    const from = table.columns.find(it => it.name === column)?.type
    const to = target.columns.find(it => it.name === referenced[i])?.type
    if (findKeyOperator(recorder.model, from, to) === undefined) {
      recorder.fail(
        '42804',
        `foreign key cannot be implemented: ${column} and ${referenced[i]} differ in type`,
      )
    }
  }
  const name = node.conname ?? chooseForeignKeyName(recorder.model, table, columns)
  return {
    ...beginConstraint(node, 'foreign key', name, columns),
    target: { table: target, columns: referenced },
  }
}

export function chooseForeignKeyName(model: Model, table: Table, columns: readonly string[]): string {
  const { schema, name: first } = table
  return chooseConstraintName(model, { schema, first, second: joinColumnNames(columns), label: 'fkey' })
}

/** Of a foreign key that goes. Its triggers are on both tables (`RemoveTriggerById()`); before 15 partitioned tables have none. */
export function lockTarget(recorder: Recorder, { target }: Constraint): void {
  if (target === undefined) return
  for (const table of [target.table, ...partitionsOf(target.table)]) {
    const hasTriggers = table.kind !== 'partitioned table' || recorder.model.major >= 15
    if (hasTriggers) recorder.lock(table, 'ACCESS EXCLUSIVE')
  }
}

/** Partitions, and theirs; tables that inherit are none. */
export function partitionsOf(table: Table): Table[] {
  return table.kind === 'partitioned table' ? descendants(table) : []
}

function refuseTarget(recorder: Recorder, table: Table, target: Table): void {
  if (!/table$/.test(target.kind) || target.kind === 'foreign table') {
    recorder.fail('42809', `referenced relation "${target.name}" is not a table`)
  }
  const isAllowed =
    table.persistence === 'permanent'
      ? target.persistence === 'permanent'
      : table.persistence === 'unlogged'
        ? target.persistence !== 'temporary'
        : target.persistence === 'temporary'
  if (!isAllowed) {
    recorder.fail(
      '42P16',
      `constraints on ${table.persistence} tables may not reference ${target.persistence} ones`,
    )
  }
}

/** A generated column cannot be set to something else. */
function refuseActions(
  recorder: Recorder,
  { fk_upd_action: onUpdate, fk_del_action: onDelete }: ConstraintNode,
): void {
  if (/^[ndc]$/.test(onUpdate ?? ''))
    recorder.fail('42601', 'invalid ON UPDATE action for a generated column')
  if (/^[nd]$/.test(onDelete ?? '')) recorder.fail('42601', 'invalid ON DELETE action for a generated column')
}

function primaryKeyColumns(recorder: Recorder, target: Table, columns: readonly string[]): string[] {
  const key = target.constraints.find(({ kind }) => kind === 'primary key')
  if (key !== undefined) return key.columns
  if (target.isKnown) recorder.fail('42704', `there is no primary key for referenced table "${target.name}"`)
  return columns.length === 1 ? ['id'] : [...columns]
}

function refuseWithoutKey(recorder: Recorder, target: Table, referenced: readonly string[]): void {
  const wanted = [...referenced].sort().join()
  const hasKey = target.indexes.some(
    ({ isUnique, isValid, condition, keys }) =>
      isUnique &&
      isValid &&
      condition === undefined &&
      keys
        .map(key => ('column' in key ? key.column : '(expression)'))
        .sort()
        .join() === wanted,
  )
  if (!hasKey && target.isKnown) {
    recorder.fail('42830', `there is no unique constraint matching given keys for "${target.name}"`)
  }
}
