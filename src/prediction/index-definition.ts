import { parseExpression, quoteIdentifier } from '../sql/index.ts'
import { baseType, builtinType, userType } from './casts.ts'
import type { Constraint, Index, IndexKey, Table } from './model.ts'
import { identityOf, makeIndex } from './names.ts'
import { chooseRelationName, joinColumnNames, nameOfExpression } from './names-chosen.ts'
import { addConstraint } from './part-changes.ts'
import type { Mode, Recorder } from './recorder.ts'
import type { TypeRef } from './type.ts'

/** The index of a constraint before it has a name and a table. */
export type IndexPlan = Pick<Index, 'keys' | 'included' | 'isUnique' | 'isPrimary' | 'method' | 'condition'>

export type IndexConstraintKind = 'primary key' | 'unique' | 'exclusion'

export interface WantedIndex {
  kind: IndexConstraintKind
  plan: IndexPlan
  name?: string
  isDeferrable: boolean
  /** With ONLY, the indexes of the partitions are left to be attached later, and this one is not valid before. */
  isOnly: boolean
  /** The lock on each partition. */
  mode: Mode
  parent?: Index
}

const labels: Record<IndexConstraintKind, string> = {
  'primary key': 'pkey',
  unique: 'key',
  exclusion: 'excl',
}

/** Makes the constraint and its index, on every partition too, and builds what has rows. */
export function addIndexConstraint(recorder: Recorder, table: Table, wanted: WantedIndex): Constraint {
  const { kind, plan, isDeferrable, isOnly, parent } = wanted
  refuseWithoutPartitionKey(recorder, table, kind, plan.keys)
  const name = wanted.name ?? chooseIndexName(recorder, table, kind, plan)
  const index: Index = { ...makeIndex(table, name), ...plan, parent }
  refuseTakenName(recorder, index)
  table.indexes.push(index)
  parent?.children.push(index)
  recorder.create(index)
  const constraint: Constraint = {
    name,
    kind,
    columns: plan.keys.flatMap(key => ('column' in key ? [key.column] : [])),
    isValid: true,
    isEnforced: true,
    isInheritable: true,
    isInherited: parent !== undefined,
    isDeferrable,
    index,
  }
  addConstraint(recorder, table, constraint)
  // What is checked at the end of a transaction is checked by a trigger (`index_constraint_create()`).
  if (isDeferrable) recorder.lock(table, 'SHARE ROW EXCLUSIVE')
  if (table.kind !== 'partitioned table') {
    if (table.isExisting) recorder.build(index)
    return constraint
  }
  index.isValid = !isOnly || table.children.length === 0
  if (!isOnly) for (const partition of table.children) addToPartition(recorder, partition, wanted, index)
  return constraint
}

/** A constraint with an index needs the partition key in it: only so it holds across partitions. */
export function refuseWithoutPartitionKey(
  recorder: Recorder,
  { partitioning }: Table,
  kind: IndexConstraintKind,
  keys: readonly IndexKey[],
): void {
  if (partitioning === undefined) return
  if (kind === 'exclusion') refuseExclusion(recorder)
  if (partitioning.hasExpressions) {
    recorder.fail('0A000', `unsupported ${kind} constraint with partition key definition`)
  }
  const columns = keys.flatMap(key => ('column' in key ? [key.column] : []))
  if (partitioning.columns.some(column => !columns.includes(column))) {
    recorder.fail('0A000', `${kind} constraint must include all partitioning columns`)
  }
}

/** Of a partitioned table; the parser's analysis refuses it, before anything is done. */
export function refuseExclusion(recorder: Recorder): void {
  if (recorder.model.major >= 17) return
  recorder.fail('0A000', 'exclusion constraints are not supported on partitioned tables')
}

function addToPartition(recorder: Recorder, partition: Table, wanted: WantedIndex, parent: Index): void {
  recorder.lock(partition, wanted.mode)
  if (partition.kind === 'foreign table')
    recorder.fail('42809', `"${partition.name}" contains foreign partitions`)
  const match = partition.indexes.find(
    index =>
      index.parent === undefined &&
      isSameIndex(index, parent) &&
      hasConstraint(partition, index, wanted.kind),
  )
  if (match === undefined) {
    const { name, ...unnamed } = wanted
    addIndexConstraint(recorder, partition, { ...unnamed, parent })
  } else {
    attachIndex(recorder, match, parent)
  }
}

/** Makes an index of a partition a part of that of its parent. */
export function attachIndex(recorder: Recorder, index: Index, parent: Index): void {
  index.parent = parent
  parent.children.push(index)
  const constraint = index.table.constraints.find(it => it.index === index)
  if (constraint !== undefined) constraint.isInherited = true
  recorder.lock(index, 'ACCESS EXCLUSIVE')
}

/** Whether two indexes of a table and its partition are alike (`CompareIndexInfo()`). */
export function isSameIndex(a: Index, b: Index): boolean {
  return (
    a.method === b.method &&
    a.isUnique === b.isUnique &&
    a.keys.map(describeKey).join() === b.keys.map(describeKey).join() &&
    a.included.join() === b.included.join() &&
    a.condition?.text === b.condition?.text
  )
}

function describeKey(key: IndexKey): string {
  const what = 'column' in key ? quoteIdentifier(key.column) : `(${key.expression})`
  return [what, key.collation ?? '', key.opclass ?? ''].join(' ')
}

export function hasConstraint({ constraints }: Table, index: Index, kind: IndexConstraintKind): boolean {
  return constraints.some(it => it.kind === kind && it.index === index)
}

function chooseIndexName(
  recorder: Recorder,
  table: Table,
  kind: IndexConstraintKind,
  plan: IndexPlan,
): string {
  const columns = [...plan.keys.map(nameOfKey), ...plan.included]
  const second = kind === 'primary key' ? undefined : joinColumnNames(numberDuplicates(columns))
  return chooseRelationName(
    recorder.model,
    { schema: table.schema, first: table.name, second, label: labels[kind] },
    true,
  )
}

/** The column, or what the server calls an expression. */
export function nameOfKey(key: IndexKey): string {
  if ('column' in key) return key.column
  const tree = parseExpression(key.expression)
  return tree === undefined ? 'expr' : nameOfExpression(tree)
}

/** `expr, expr` are `expr, expr1` (`ChooseIndexColumnNames()`). */
export function numberDuplicates(names: readonly string[]): string[] {
  const taken: string[] = []
  for (const name of names) {
    let candidate = name
    for (let i = 1; taken.includes(candidate); i++) candidate = `${name}${i}`
    taken.push(candidate)
  }
  return taken
}

function refuseTakenName(recorder: Recorder, { table, schema, name }: Index): void {
  if (recorder.model.relations.has(identityOf({ schema, name })))
    recorder.fail('42P07', `relation "${name}" already exists`)
  if (table.constraints.some(it => it.name === name)) {
    recorder.fail('42710', `constraint "${name}" for relation "${table.name}" already exists`)
  }
}

/** The operator class that an index of a method uses for a type; nothing if the type has none, `?` if it is not known. */
export function defaultOpclass(
  recorder: Recorder,
  type: TypeRef | undefined,
  method: string,
): string | undefined {
  // An extension may bring classes for types that have none, such as btree_gin and btree_gist.
  const { extensions, gaps } = recorder.model
  const mayHaveMore = /^gi(n|st)$/.test(method) && (extensions.size > 1 || gaps.length > 0)
  if (type === undefined || mayHaveMore) return '?'
  const base = baseType(recorder.model, type)
  if (base.isArray) return { btree: 'array_ops', hash: 'array_ops', gin: 'array_ops' }[method]
  const own = userType(recorder.model, base)
  if (own?.kind === 'enum') return { btree: 'enum_ops', hash: 'enum_ops' }[method]
  if (own?.kind === 'range')
    return { btree: 'range_ops', hash: 'range_ops', gist: 'range_ops', spgist: 'range_ops' }[method]
  if (own?.kind === 'multirange')
    return { btree: 'multirange_ops', hash: 'multirange_ops', gist: 'multirange_ops' }[method]
  if (own?.kind === 'composite') return { btree: 'record_ops', hash: 'record_ops' }[method]
  const builtin = builtinType(base.name)
  return builtin === undefined ? '?' : builtin.opclasses[method]
}
