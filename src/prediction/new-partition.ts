import { foreignKeysTo } from './dependents.ts'
import type { Constraint, Table } from './model.ts'
import { descendants } from './names.ts'
import { addConstraint } from './part-changes.ts'
import {
  type Bound,
  formatBound,
  isEmpty,
  isExcluded,
  overlaps,
  parseBound,
  readBound,
} from './partition-bounds.ts'
import { validConditions } from './proofs.ts'
import type { Recorder } from './recorder.ts'
import type { NodeOf } from './statement-play.ts'
import { copyIndex } from './table-like.ts'

/** Makes a new table a partition: DefineRelation() and check_default_partition_contents() of the server. */
export function becomePartition(
  recorder: Recorder,
  table: Table,
  parent: Table,
  spec: NodeOf<'PartitionBoundSpec'>,
): void {
  const bound = readBound(spec)
  refuseBound(recorder, parent, table, bound)
  table.bound = formatBound(bound)
  const rest = parent.children.find(it => it !== table && it.bound === 'DEFAULT')
  if (rest !== undefined) examine(recorder, parent, rest, bound)
  for (const index of [...parent.indexes]) copyIndex(recorder, table, index, index)
  for (const constraint of parent.constraints) copyForeignKey(recorder, table, constraint)
  for (const { table: referencing } of foreignKeysTo(recorder.model, parent)) {
    recorder.lock(referencing, recorder.model.major >= 15 ? 'SHARE ROW EXCLUSIVE' : 'ACCESS SHARE')
  }
  for (const trigger of parent.triggers.filter(({ isRow }) => isRow)) table.triggers.push({ ...trigger })
}

function refuseBound(recorder: Recorder, parent: Table, table: Table, bound: Bound): void {
  const { partitioning } = parent
  if (partitioning === undefined) return
  if (bound.kind === 'default' && partitioning.strategy === 'hash') {
    recorder.fail('42P16', 'a hash-partitioned table may not have a default partition')
  }
  if (bound.kind !== 'default' && bound.kind !== partitioning.strategy) {
    recorder.fail('42P16', `invalid bound specification for a ${partitioning.strategy} partition`)
  }
  if (bound.kind === 'hash' && bound.remainder >= bound.modulus) {
    recorder.fail('42P16', 'remainder for hash partition must be less than modulus')
  }
  const others = parent.children.filter(it => it !== table)
  const isTaken = others.some(it => it.bound !== undefined && overlaps(bound, parseBound(it.bound)))
  if (isEmpty(bound) || isTaken) recorder.fail('42P17', 'the bound is empty or overlaps another partition')
}

/** Looks for rows of the default partition that would belong into the new one, unless a CHECK says that there are none. */
function examine(recorder: Recorder, { partitioning }: Table, rest: Table, bound: Bound): void {
  recorder.lock(rest, 'ACCESS EXCLUSIVE')
  const key = partitioning?.hasExpressions ? [] : (partitioning?.columns ?? [])
  if (isExcluded(bound, key, rest, validConditions(rest))) return
  for (const it of [rest, ...descendants(rest)]) {
    recorder.lock(it, 'ACCESS EXCLUSIVE')
    if (!isExcluded(bound, key, it, validConditions(it))) recorder.scan(it)
  }
}

function copyForeignKey(recorder: Recorder, table: Table, constraint: Constraint): void {
  const { kind, target } = constraint
  if (kind !== 'foreign key' || target === undefined) return
  for (const it of [target.table, ...descendants(target.table)]) recorder.lock(it, 'SHARE ROW EXCLUSIVE')
  addConstraint(recorder, table, { ...constraint, isInherited: true })
}
