import { quoteQualified } from '../sql/index.ts'
import type { Index, Model, Relation } from './model.ts'
import { findType, identityOf, isIndex, isTable, renameRelation } from './names.ts'
import { constraintIdentity } from './part-changes.ts'
import { kindOf, type Recorder } from './recorder.ts'
import { nameAnew } from './rename-constraint.ts'
import { sequencesOf } from './sequences.ts'

/** Gives a table, view or sequence another name; its indexes and constraints keep theirs. */
export function renameTable(recorder: Recorder, relation: Relation, name: string): void {
  refuseTaken(recorder, relation.schema, name)
  const formerIdentity = identityOf(relation)
  renameRelation(recorder.model, relation, { name })
  const { isExisting } = relation
  recorder.change({
    ...{ change: 'changed', kind: kindOf(relation), identity: identityOf(relation) },
    ...{ formerIdentity, isExisting },
  })
  renameTypeOfColumns(recorder.model, formerIdentity, identityOf(relation))
}

/** An index of a constraint takes the constraint's name with it. */
export function renameIndex(recorder: Recorder, index: Index, name: string): void {
  const constraint = index.table.constraints.find(it => it.index === index)
  if (constraint === undefined) renameTable(recorder, index, name)
  else nameAnew(recorder, index.table, constraint, name)
  const { replicaIdentity } = index.table
  if (typeof replicaIdentity !== 'string') index.table.replicaIdentity = { index: name }
}

/** Moves a table with its indexes, constraints and the sequences of its columns. */
export function moveTable(recorder: Recorder, relation: Relation, schema: string): void {
  if (relation.schema === schema) return
  const { model } = recorder
  const owned = isTable(relation) ? [...relation.indexes, ...sequencesOf(model, relation)] : []
  for (const it of [relation, ...owned]) refuseTaken(recorder, schema, it.name)
  const former = isTable(relation)
    ? relation.constraints.map(it => ({ it, formerIdentity: constraintIdentity(relation, it.name) }))
    : []
  for (const it of [relation, ...owned]) {
    if (!isIndex(it)) recorder.lock(it, 'ACCESS EXCLUSIVE')
    const formerIdentity = identityOf(it)
    renameRelation(model, it, { schema })
    const { isExisting } = it
    recorder.change({
      change: 'changed',
      kind: kindOf(it),
      identity: identityOf(it),
      formerIdentity,
      isExisting,
    })
    renameTypeOfColumns(model, formerIdentity, identityOf(it))
  }
  for (const { it, formerIdentity } of former) {
    if (it.kind === 'not null' || !isTable(relation)) continue
    const identity = constraintIdentity(relation, it.name)
    const { isExisting } = relation
    recorder.change({ change: 'changed', kind: 'table constraint', identity, formerIdentity, isExisting })
  }
}

export function renameSchema(recorder: Recorder, from: string, to: string): void {
  const { model } = recorder
  if (!model.schemas.has(from) && model.gaps.length === 0) {
    recorder.fail('3F000', `schema "${from}" does not exist`)
  }
  if (model.schemas.has(to)) recorder.fail('42P06', `schema "${to}" already exists`)
  model.schemas.delete(from)
  model.schemas.add(to)
  for (const relation of [...model.relations.values()]) {
    if (relation.schema !== from) continue
    const former = identityOf(relation)
    renameRelation(model, relation, { schema: to })
    renameTypeOfColumns(model, former, identityOf(relation))
  }
  for (const type of [...model.types.values()])
    if (type.schema === from) moveType(model, identityOf(type), to, type.name)
  for (const routines of [...model.routines.values()]) {
    const [first] = routines
    if (first?.schema !== from) continue
    model.routines.delete(identityOf(first))
    for (const it of routines) it.schema = to
    model.routines.set(identityOf(first), routines)
  }
}

export function renameUserType(recorder: Recorder, names: readonly string[], to: string): void {
  const { model } = recorder
  const identity = findType(model, names)
  const type = identity === undefined ? undefined : model.types.get(identity)
  if (type === undefined) {
    if (model.gaps.length === 0) recorder.fail('42704', `type "${names.join('.')}" does not exist`)
    return
  }
  if (model.types.has(quoteQualified(type.schema, to))) recorder.fail('42710', `type "${to}" already exists`)
  moveType(model, identityOf(type), type.schema, to)
}

export function moveType(model: Model, identity: string, schema: string, name: string): void {
  const type = model.types.get(identity)
  if (type === undefined) return
  const rows = model.relations.get(identity)
  if (rows?.kind === 'composite type') renameRelation(model, rows, { schema, name })
  model.types.delete(identity)
  Object.assign(type, { schema, name })
  model.types.set(identityOf(type), type)
  renameTypeOfColumns(model, identity, identityOf(type))
}

/** Columns and domains say their type by its name. */
function renameTypeOfColumns({ relations, types }: Model, from: string, to: string): void {
  for (const relation of relations.values()) {
    for (const { type } of isTable(relation) ? relation.columns : []) {
      if (type?.name === from) type.name = to
    }
  }
  for (const { base } of types.values()) if (base?.name === from) base.name = to
}

function refuseTaken({ model, fail }: Recorder, schema: string, name: string): void {
  if (model.relations.has(identityOf({ schema, name }))) fail('42P07', `relation "${name}" already exists`)
}
