import type { RelationKind } from '../../effects/index.ts'
import { type Node, type RangeVar, stringsOf } from '../../sql/index.ts'
import type { DatabaseObject } from '../dependents.ts'
import { dropObjects } from '../drop-objects.ts'
import { dropOther } from '../drop-other.ts'
import { findNamed, needRelation } from '../lookup.ts'
import type { Index, Relation } from '../model.ts'
import { findRelation, isIndex } from '../names.ts'
import type { Recorder } from '../recorder.ts'
import { defineStatement } from '../statement-play.ts'

/** What each DROP takes, and what a name that nobody knows is supposed to be. */
const kinds: Record<string, readonly RelationKind[]> = {
  OBJECT_TABLE: ['table', 'partitioned table'],
  OBJECT_INDEX: ['index', 'partitioned index'],
  OBJECT_VIEW: ['view'],
  OBJECT_MATVIEW: ['materialized view'],
  OBJECT_SEQUENCE: ['sequence'],
  OBJECT_FOREIGN_TABLE: ['foreign table'],
}

export const drop = defineStatement({
  nodes: ['DropStmt'],
  sources: [
    'RemoveRelations() in commands/tablecmds.c',
    'performMultipleDeletions() in catalog/dependency.c',
  ],
  play({ objects = [], removeType = 'OBJECT_TABLE', missing_ok, behavior, concurrent }, recorder) {
    const wanted = kinds[removeType]
    if (wanted === undefined) {
      dropOther({ objects, removeType, missing_ok, behavior }, recorder)
      return
    }
    const isCascade = behavior === 'DROP_CASCADE'
    const names = objects.map(readName)
    if (concurrent) refuseConcurrent(recorder, names.length, isCascade)
    const relations = names.flatMap(name => find(recorder, name, wanted, missing_ok ?? false))
    for (const relation of relations) {
      refuse(recorder, relation, relations, concurrent ?? false)
    }
    const dropped = relations.map((relation): DatabaseObject => ({ kind: 'relation', relation }))
    dropObjects(recorder, dropped, { isCascade, isConcurrent: concurrent })
  },
})

function readName(node: Node): RangeVar {
  const [relname = '', schemaname] = ('List' in node ? stringsOf(node.List.items) : []).toReversed()
  return schemaname === undefined ? { relname } : { schemaname, relname }
}

function find(
  recorder: Recorder,
  name: RangeVar,
  wanted: readonly RelationKind[],
  isMissingFine: boolean,
): Relation[] {
  if (!isMissingFine) refuseMissing(recorder, name, wanted[0]!)
  const relation = isMissingFine
    ? findNamed(recorder, name, wanted[0]!)
    : needRelation(recorder, name, wanted[0]!)
  if (relation === undefined) return []
  if (!wanted.includes(relation.kind) && relation.isKnown) {
    recorder.fail('42809', `"${relation.name}" is a ${relation.kind}`)
  }
  return [relation]
}

/** An index and a foreign table are undefined objects where other relations are undefined tables (`dropmsgstrings`). */
function refuseMissing(recorder: Recorder, name: RangeVar, kind: RelationKind): void {
  const { model } = recorder
  const hasSchema = name.schemaname === undefined || model.schemas.has(name.schemaname)
  const isKnown = model.gaps.length === 0 && hasSchema && findRelation(model, name) === undefined
  if (isKnown && (kind === 'index' || kind === 'foreign table')) {
    recorder.fail('42704', `${kind} "${name.relname}" does not exist`)
  }
}

function refuseConcurrent(recorder: Recorder, count: number, isCascade: boolean): void {
  if (!recorder.isAlone)
    recorder.fail('25001', 'DROP INDEX CONCURRENTLY cannot run inside a transaction block')
  if (count > 1) recorder.fail('0A000', 'DROP INDEX CONCURRENTLY does not support dropping multiple objects')
  if (isCascade) recorder.fail('0A000', 'DROP INDEX CONCURRENTLY does not support CASCADE')
}

/** What goes only together with what it belongs to. */
function refuse(
  recorder: Recorder,
  relation: Relation,
  dropped: readonly Relation[],
  isConcurrent: boolean,
): void {
  if (isIndex(relation)) refuseIndex(recorder, relation, dropped, isConcurrent)
  if (relation.kind !== 'sequence' || relation.ownedBy === undefined) return
  const { table, column } = relation.ownedBy
  const isIdentity = table.columns.find(it => it.name === column)?.identity !== undefined
  if (isIdentity && !dropped.includes(table)) {
    recorder.fail('2BP01', `cannot drop sequence ${relation.name} because column ${column} requires it`)
  }
}

function refuseIndex(
  recorder: Recorder,
  index: Index,
  dropped: readonly Relation[],
  isConcurrent: boolean,
): void {
  if (isConcurrent && index.kind === 'partitioned index') {
    recorder.fail('0A000', `cannot drop partitioned index "${index.name}" concurrently`)
  }
  const { name, parent, table } = index
  if (parent !== undefined && !dropped.includes(parent)) {
    recorder.fail('2BP01', `cannot drop index ${name} because index ${parent.name} requires it`)
  }
  if (table.constraints.some(it => it.index === index) && !dropped.includes(table)) {
    recorder.fail('2BP01', `cannot drop index ${name} because a constraint requires it`)
  }
}
