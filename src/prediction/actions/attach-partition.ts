import { type ActionScene, defineAction } from '../alter-action.ts'
import { chooseForeignKeyName } from '../foreign-key.ts'
import {
  addIndexConstraint,
  attachIndex,
  type IndexConstraintKind,
  isSameIndex,
  nameOfKey,
  numberDuplicates,
} from '../index-definition.ts'
import { inheritFrom } from '../inherit.ts'
import { needTable } from '../lookup.ts'
import type { Constraint, Index, Table } from '../model.ts'
import { descendants, makeIndex } from '../names.ts'
import { chooseRelationName, joinColumnNames } from '../names-chosen.ts'
import { addConstraint } from '../part-changes.ts'
import {
  type Bound,
  formatBound,
  isEmpty,
  isExcluded,
  isImplied,
  overlaps,
  parseBound,
  readBound,
} from '../partition-bounds.ts'
import { validConditions } from '../proofs.ts'
import { isSameKey, referrersOf } from '../removal.ts'

export const attachPartition = defineAction({
  subtypes: ['AT_AttachPartition'],
  sources: ['ATExecAttachPartition() in commands/tablecmds.c'],
  targets: ['table', 'partitioned table'],
  lock: 'SHARE UPDATE EXCLUSIVE',
  pass: 'misc',
  recursion: 'no',
  play({ def }, scene) {
    if (def === undefined || !('PartitionCmd' in def)) return
    const { recorder, table } = scene
    const { name, bound: spec = {} } = def.PartitionCmd
    if (table.kind !== 'partitioned table' && table.isKnown) {
      recorder.fail(
        recorder.model.major >= 18 ? '42809' : '42P17',
        `table "${table.name}" is not partitioned`,
      )
    }
    const bound = readBound(spec)
    refuseSort(scene, bound)
    const rest = defaultOf(table)
    if (rest !== undefined) recorder.lock(rest, 'ACCESS EXCLUSIVE')
    const partition = needTable(recorder, name!)
    if (partition === undefined) return
    recorder.lock(partition, 'ACCESS EXCLUSIVE')
    refuse(scene, partition)
    for (const it of descendants(partition)) recorder.lock(it, 'ACCESS EXCLUSIVE')
    refuseOverlap(scene, bound)
    inheritFrom(recorder, partition, table)
    partition.parents.push(table)
    table.children.push(partition)
    partition.bound = formatBound(bound)
    shareIndexes(scene, partition)
    copyForeignKeys(scene, partition)
    examine(scene, partition, bound, rest)
  },
})

export function defaultOf({ children }: Table): Table | undefined {
  return children.find(it => it.bound === 'DEFAULT')
}

function refuse({ recorder, table }: ActionScene, partition: Table): void {
  const fail = (why: string, sqlstate = '42809') => recorder.fail(sqlstate, why)
  if (!/^(table|partitioned table|foreign table)$/.test(partition.kind))
    fail(`"${partition.name}" is not a table`)
  if (partition.bound !== undefined) fail(`"${partition.name}" is already a partition`)
  if (partition.ofType !== undefined) fail('cannot attach a typed table as partition')
  if (partition.parents.length > 0) fail('cannot attach inheritance child as partition')
  if (partition.kind === 'table' && partition.children.length > 0)
    fail('cannot attach inheritance parent as partition')
  if (partition === table || descendants(partition).includes(table))
    fail('circular inheritance not allowed', '42P07')
  const isTemporary = (it: Table) => it.persistence === 'temporary'
  if (isTemporary(table) !== isTemporary(partition)) fail('cannot attach across temporary and permanent')
  const isIdentity = recorder.model.major >= 17 && partition.columns.some(it => it.identity !== undefined)
  if (isIdentity) fail('table being attached contains an identity column', '55000')
  const extra = partition.columns.find(it => !table.columns.some(other => other.name === it.name))
  if (extra !== undefined && table.isKnown) fail(`column "${extra.name}" is not in parent`, '42804')
}

function refuseSort({ recorder, table }: ActionScene, bound: Bound): void {
  const { partitioning } = table
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
}

function refuseOverlap({ recorder, table }: ActionScene, bound: Bound): void {
  if (isEmpty(bound)) recorder.fail('42P17', 'empty range bound specified')
  if (table.children.some(it => it.bound !== undefined && overlaps(bound, parseBound(it.bound)))) {
    recorder.fail('42P17', 'partition would overlap another partition')
  }
}

/** Every index of the parent finds its like on the partition, or it is built there. */
function shareIndexes({ recorder, table }: ActionScene, partition: Table): void {
  for (const index of [...table.indexes]) {
    const constraint = table.constraints.find(it => it.index === index)
    const kind = constraint?.kind as IndexConstraintKind | undefined
    const match = partition.indexes.find(
      it =>
        it.parent === undefined &&
        isSameIndex(it, index) &&
        (kind === undefined || partition.constraints.some(own => own.index === it && own.kind === kind)),
    )
    if (match !== undefined) attachIndex(recorder, match, index)
    else if (kind !== undefined) {
      const isDeferrable = constraint!.isDeferrable
      addIndexConstraint(recorder, partition, {
        ...{ kind, plan: planOf(index), isDeferrable, isOnly: false, mode: 'SHARE', parent: index },
      })
    } else addIndex({ recorder }, partition, index)
  }
}

function addIndex({ recorder }: Pick<ActionScene, 'recorder'>, partition: Table, parent: Index): void {
  const columns = numberDuplicates([...parent.keys.map(nameOfKey), ...parent.included])
  const name = chooseRelationName(
    recorder.model,
    { schema: partition.schema, first: partition.name, second: joinColumnNames(columns), label: 'idx' },
    true,
  )
  const index: Index = { ...makeIndex(partition, name), ...planOf(parent), parent }
  partition.indexes.push(index)
  parent.children.push(index)
  recorder.create(index)
  recorder.build(index)
  for (const child of partition.children) addIndex({ recorder }, child, index)
}

function planOf({ keys, included, isUnique, isPrimary, method, condition }: Index) {
  return { keys, included, isUnique, isPrimary, method, condition }
}

/** The partition has the foreign keys of its parent, and those that point to the parent point to it too. */
function copyForeignKeys(scene: ActionScene, partition: Table): void {
  const { recorder, table, workOn } = scene
  for (const constraint of table.constraints.filter(it => it.kind === 'foreign key')) {
    const { target } = constraint
    recorder.lock(target!.table, 'SHARE ROW EXCLUSIVE')
    const own = partition.constraints.find(it => isSameKey(it, constraint) && it.isValid)
    if (own !== undefined) {
      own.isInherited = true
      continue
    }
    const isTaken = partition.constraints.some(it => it.name === constraint.name)
    const name = isTaken
      ? chooseForeignKeyName(recorder.model, partition, constraint.columns)
      : constraint.name
    const copy: Constraint = { ...constraint, name, isInherited: true }
    addConstraint(recorder, partition, copy)
    workOn(partition).foreignKeys.push(copy)
  }
  for (const [referrer] of referrersOf(recorder.model, table)) recorder.lock(referrer, 'SHARE ROW EXCLUSIVE')
}

/** Reads the rows that might not belong where they are, unless a CHECK says that they do. */
function examine(scene: ActionScene, partition: Table, bound: Bound, rest: Table | undefined): void {
  const { recorder, table, workOn } = scene
  const key = table.partitioning?.hasExpressions === true ? [] : (table.partitioning?.columns ?? [])
  const visit = (it: Table, isSure: (table: Table) => boolean) => {
    if (isSure(it)) return
    recorder.lock(it, 'ACCESS EXCLUSIVE')
    workOn(it).hasScan = true
    for (const child of it.children) visit(child, isSure)
  }
  const others = table.children.filter(it => it !== partition).map(it => parseBound(it.bound ?? ''))
  if (bound.kind === 'default') {
    if (others.length > 0)
      visit(partition, it => others.every(other => isExcluded(other, key, it, validConditions(it))))
  } else {
    visit(partition, it => isImplied(bound, key, it, validConditions(it)))
  }
  if (rest !== undefined) visit(rest, it => isExcluded(bound, key, it, validConditions(it)))
}
