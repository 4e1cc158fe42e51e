import { type DatabaseObject, dependentsOf } from './dependents.ts'
import { lockTarget } from './foreign-key.ts'
import type { Index, Relation, Table, Trigger } from './model.ts'
import { descendants, identityOf, isIndex, isTable, removeRelation } from './names.ts'
import { columnIdentity, constraintIdentity, removeColumn, removeConstraint } from './part-changes.ts'
import { kindOf, type Recorder } from './recorder.ts'

export interface DropOptions {
  isCascade: boolean
  /** Only of an index alone: it is locked so that its table can be read and written. */
  isConcurrent?: boolean
}

/**
 * Drops objects together with what goes with them, locks what that touches, and fails where something else needs them
 * and CASCADE is not said: `performMultipleDeletions()` in catalog/dependency.c.
 */
export function dropObjects(
  recorder: Recorder,
  objects: readonly DatabaseObject[],
  { isCascade, isConcurrent = false }: DropOptions,
): void {
  const going = new Map(objects.map(object => [keyOf(object), { object, isWanted: true }]))
  for (const { object } of going.values()) {
    for (const { object: dependent, isAutomatic } of dependentsOf(recorder.model, object)) {
      const key = keyOf(dependent)
      const known = going.get(key)
      if (known === undefined) going.set(key, { object: dependent, isWanted: isAutomatic })
      else known.isWanted ||= isAutomatic
    }
  }
  const isGoing = (table: Table) => going.get(keyOf({ kind: 'relation', relation: table }))?.isWanted
  const [other] = [...going].filter(
    ([, { object, isWanted }]) => !isWanted && !('table' in object && isGoing(object.table)),
  )
  if (other !== undefined && !isCascade) {
    recorder.fail('2BP01', `cannot drop it because other objects depend on it: ${other[0]}`)
  }
  const all = [...going.values()].map(({ object }) => object)
  const relations = new Set<Relation>(all.flatMap(it => (it.kind === 'relation' ? [it.relation] : [])))
  for (const object of all) remove(recorder, object, relations, isConcurrent)
}

function keyOf(object: DatabaseObject): string {
  switch (object.kind) {
    case 'relation':
      return `${kindOf(object.relation)} ${identityOf(object.relation)}`
    case 'column':
    case 'default':
      return `${object.kind} ${columnIdentity(object.table, object.column.name)}`
    case 'constraint':
      return `constraint ${constraintIdentity(object.table, object.constraint.name)}`
    case 'trigger':
      return `trigger ${constraintIdentity(object.table, object.trigger.name)}`
    case 'rule':
    case 'policy':
      return `${object.kind} ${constraintIdentity(object.table, object.dependant.name)}`
    case 'statistics':
      return `statistics object ${identityOf(object.statistics)}`
    case 'routine':
      return `${object.routine.kind} ${identityOf(object.routine)}(${object.routine.arguments.join()})`
    case 'type':
      return `type ${identityOf(object.type)}`
    case 'cast':
      return `cast (${object.cast.replace('>', ' AS ')})`
  }
}

/** `gone` are the relations that go in the same statement: of their parts nothing is said. */
function remove(
  recorder: Recorder,
  object: DatabaseObject,
  gone: ReadonlySet<Relation>,
  isConcurrent: boolean,
): void {
  if ('table' in object) {
    recorder.lock(object.table, object.kind === 'statistics' ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE')
  }
  switch (object.kind) {
    case 'relation':
      removeWhole(recorder, object.relation, isConcurrent)
      return
    case 'column':
      if (!gone.has(object.table)) removeColumn(recorder, object.table, object.column)
      return
    case 'default':
      object.column.default = undefined
      return
    case 'constraint':
      lockTarget(recorder, object.constraint)
      if (!gone.has(object.table)) removeConstraint(recorder, object.table, object.constraint)
      return
    case 'trigger':
      lockPartitions(recorder, object.table, object.trigger)
      object.table.triggers = object.table.triggers.filter(it => it !== object.trigger)
      if (object.trigger.isConstraint) noteConstraintOf(recorder, object.table, object.trigger.name)
      break
    case 'rule':
      object.table.rules = object.table.rules.filter(it => it !== object.dependant)
      return
    case 'policy':
      object.table.policies = object.table.policies.filter(it => it !== object.dependant)
      break
    case 'statistics':
      object.table.statistics = object.table.statistics.filter(it => it !== object.statistics)
      break
    case 'routine':
      removeRoutine(recorder, object.routine)
      break
    case 'cast':
      recorder.model.casts.delete(object.cast)
      break
    case 'type':
      recorder.model.types.delete(identityOf(object.type))
      if (object.type.kind === 'composite') recorder.model.relations.delete(identityOf(object.type))
  }
  noteDropped(recorder, object, gone)
}

/** A catalog does not list what a trigger for each row has on partitions. */
function lockPartitions(recorder: Recorder, table: Table, { isRow }: Trigger): void {
  if (table.kind !== 'partitioned table' || !isRow) return
  for (const partition of descendants(table)) recorder.lock(partition, 'ACCESS EXCLUSIVE')
}

/** A constraint trigger is a constraint as well. */
function noteConstraintOf(recorder: Recorder, table: Table, name: string): void {
  const identity = constraintIdentity(table, name)
  recorder.changePart(table, {
    change: 'dropped',
    kind: 'table constraint',
    identity,
    isExisting: table.isExisting,
  })
}

function noteDropped(recorder: Recorder, object: DatabaseObject, gone: ReadonlySet<Relation>): void {
  if ('table' in object && gone.has(object.table)) return
  const [, kind = '', identity = ''] = /^(statistics object|\w+) (.*)$/s.exec(keyOf(object)) ?? []
  const isExisting =
    object.kind === 'cast' ||
    ('table' in object
      ? object.table.isExisting
      : 'routine' in object
        ? object.routine.isExisting
        : 'type' in object && object.type.isExisting)
  recorder.change({ change: 'dropped', kind, identity, isExisting })
}

function removeRoutine(
  { model }: Recorder,
  routine: Extract<DatabaseObject, { kind: 'routine' }>['routine'],
) {
  const identity = identityOf(routine)
  const others = (model.routines.get(identity) ?? []).filter(it => it !== routine)
  if (others.length > 0) model.routines.set(identity, others)
  else model.routines.delete(identity)
}

function removeWhole(recorder: Recorder, relation: Relation, isConcurrent: boolean): void {
  const mode = isConcurrent ? 'SHARE UPDATE EXCLUSIVE' : 'ACCESS EXCLUSIVE'
  if (isIndex(relation)) {
    recorder.lock(relation.table, mode)
    unlinkIndex(relation)
  }
  recorder.lock(relation, mode)
  if (isTable(relation)) unlinkTable(recorder, relation)
  removeRelation(recorder.model, relation)
  recorder.change({
    change: 'dropped',
    kind: kindOf(relation),
    identity: identityOf(relation),
    isExisting: relation.isExisting,
  })
}

function unlinkIndex(index: Index): void {
  index.table.indexes = index.table.indexes.filter(it => it !== index)
  if (index.parent !== undefined) {
    index.parent.children = index.parent.children.filter(it => it !== index)
  }
}

function unlinkTable(recorder: Recorder, table: Table): void {
  for (const parent of table.parents) {
    if (parent.kind === 'partitioned table') {
      recorder.lock(parent, 'ACCESS EXCLUSIVE')
      lockDefaultPartition(recorder, parent)
    }
    parent.children = parent.children.filter(it => it !== table)
  }
  // What a partition has from its parent is watched over by the triggers of the parent's.
  for (const constraint of table.constraints) {
    if (!constraint.isInherited) lockTarget(recorder, constraint)
  }
  for (const publication of recorder.model.publications.values()) {
    publication.tables = publication.tables.filter(it => it.table !== table)
  }
}

/** What may be in the default partition depends on the other partitions (`heap_drop_with_catalog()`). */
function lockDefaultPartition(recorder: Recorder, parent: Table): void {
  const fallback = parent.children.find(({ bound }) => bound === 'DEFAULT')
  if (fallback !== undefined) recorder.lock(fallback, 'ACCESS EXCLUSIVE')
}
