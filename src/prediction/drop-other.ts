import { type Node, type NodeOf, quoteIdentifier, quoteQualified, stringsOf } from '../sql/index.ts'
import { namesIn, needSchema } from './creation.ts'
import type { DatabaseObject } from './dependents.ts'
import { dropNamed } from './drop-named.ts'
import { dropObjects } from './drop-objects.ts'
import { dropSchema } from './drop-schema.ts'
import { extensionTypes } from './extensions.ts'
import { findTable } from './lookup.ts'
import type { Model, Table, UserType } from './model.ts'
import { creationSchema, findRelation, findType, searchPath } from './names.ts'
import { nameMultirange } from './names-chosen.ts'
import type { Recorder } from './recorder.ts'
import { needRoutine } from './routines.ts'
import { findStatistics } from './statistics-objects.ts'
import { formatType, readTypeName } from './type-ref.ts'

type DropNode = Pick<NodeOf<'DropStmt'>, 'objects' | 'removeType' | 'missing_ok' | 'behavior'>

interface Scene {
  recorder: Recorder
  isMissingFine: boolean
  isCascade: boolean
  removeType: string
}

/** DROP of anything that is no relation: `RemoveObjects()` in commands/dropcmds.c. */
export function dropOther(
  { objects = [], removeType = 'OBJECT_TYPE', missing_ok, behavior }: DropNode,
  recorder: Recorder,
): void {
  const isCascade = behavior === 'DROP_CASCADE'
  const scene = { recorder, isMissingFine: missing_ok ?? false, isCascade, removeType }
  const find = finders[removeType]
  if (find !== undefined) {
    const found = objects.flatMap(node => find(node, scene))
    dropObjects(recorder, found, { isCascade })
    return
  }
  for (const node of objects) {
    const drop = drops[removeType]
    if (drop !== undefined) drop(node, scene)
    else dropNamed(recorder, kinds[removeType] ?? removeType, readIdentity(node, scene), scene.isMissingFine)
  }
}

/** What goes with its dependents. */
const finders: Record<string, (node: Node, scene: Scene) => DatabaseObject[]> = {
  OBJECT_FUNCTION: findRoutine,
  OBJECT_PROCEDURE: findRoutine,
  OBJECT_ROUTINE: findRoutine,
  OBJECT_AGGREGATE: findRoutine,
  OBJECT_TYPE: findUserType,
  OBJECT_DOMAIN: findUserType,
  OBJECT_TRIGGER: findTriggers,
  OBJECT_RULE: findDependant,
  OBJECT_POLICY: findDependant,
  OBJECT_STATISTIC_EXT: (node, scene) => {
    const found = findStatistics(scene.recorder.model, namesIn(node))
    return found === undefined ? missing(scene, '42704') : [{ kind: 'statistics', ...found }]
  },
  OBJECT_CAST: (node, scene) => {
    const { recorder } = scene
    const [from, to] = ('List' in node ? (node.List.items ?? []) : []).map(it => formatName(it, recorder))
    const cast = `${from}>${to}`
    return recorder.model.casts.has(cast) ? [{ kind: 'cast', cast }] : missing(scene, '42704')
  },
  OBJECT_EXTENSION: (node, scene) => {
    const { extensions } = scene.recorder.model
    const [name = ''] = namesIn(node)
    if (!extensions.delete(name)) return missing(scene, '42704')
    const identity = quoteIdentifier(name)
    scene.recorder.change({ change: 'dropped', kind: 'extension', identity, isExisting: true })
    return extensionTypes(scene.recorder.model, name).map(type => ({ kind: 'type', type }))
  },
}

/** What the model has in another place than tables. */
const drops: Record<string, (node: Node, scene: Scene) => void> = {
  OBJECT_SCHEMA: (node, { recorder, isMissingFine, isCascade }) =>
    dropSchema(recorder, namesIn(node)[0] ?? '', { isMissingFine, isCascade }),
  OBJECT_PUBLICATION: (node, scene) => {
    const [name = ''] = namesIn(node)
    if (!scene.recorder.model.publications.delete(name)) missing(scene, '42704')
    else {
      const identity = quoteIdentifier(name)
      scene.recorder.change({ change: 'dropped', kind: 'publication', identity, isExisting: true })
    }
  },
}

const kinds: Record<string, string> = {
  OBJECT_ACCESS_METHOD: 'access method',
  OBJECT_COLLATION: 'collation',
  OBJECT_CONVERSION: 'conversion',
  OBJECT_EVENT_TRIGGER: 'event trigger',
  OBJECT_FDW: 'foreign-data wrapper',
  OBJECT_FOREIGN_SERVER: 'server',
  OBJECT_LANGUAGE: 'language',
  OBJECT_OPCLASS: 'operator class',
  OBJECT_OPERATOR: 'operator',
  OBJECT_OPFAMILY: 'operator family',
  OBJECT_TRANSFORM: 'transform',
  OBJECT_TSCONFIGURATION: 'text search configuration',
  OBJECT_TSDICTIONARY: 'text search dictionary',
  OBJECT_TSPARSER: 'text search parser',
  OBJECT_TSTEMPLATE: 'text search template',
}

/** As `pg_identify_object()` writes it. */
function readIdentity(node: Node, { recorder, removeType }: Scene): string {
  if ('ObjectWithArgs' in node) {
    const [name = '', schema] = stringsOf(node.ObjectWithArgs.objname).toReversed()
    const operands = (node.ObjectWithArgs.objargs ?? []).map(it => formatName(it, recorder))
    return `${quoteIdentifier(schema ?? creationSchema(recorder.model))}.${name}(${operands.join(',')})`
  }
  if (removeType === 'OBJECT_OPCLASS' || removeType === 'OBJECT_OPFAMILY') {
    const [method, ...names] = namesIn(node)
    return `${place(names, removeType, recorder)} USING ${method}`
  }
  if (removeType === 'OBJECT_TRANSFORM' && 'List' in node) {
    const [type, language] = node.List.items ?? []
    return `for ${formatName(type, recorder)} language ${namesIn(language)[0]}`
  }
  const names = namesIn(node)
  return 'List' in node ? place(names, removeType, recorder) : quoteQualified(...names)
}

/** Where a name without schema is found, or would be. */
function place(names: readonly string[], removeType: string, { model }: Recorder): string {
  const [name = '', given] = names.toReversed()
  const schemas = given === undefined ? searchPath(model) : [given]
  const identities = schemas.map(schema => quoteQualified(schema, name))
  return identities.find(it => model.objects.has(`${kinds[removeType]} ${it}`)) ?? identities[0] ?? name
}

function formatName(node: Node | undefined, { model }: Recorder): string {
  return node !== undefined && 'TypeName' in node ? formatType(readTypeName(node.TypeName, model)) : 'NONE'
}

function missing({ recorder, isMissingFine, removeType }: Scene, sqlstate: string): [] {
  if (!isMissingFine && recorder.model.gaps.length === 0) {
    recorder.fail(sqlstate, `${removeType.replace('OBJECT_', '').toLowerCase()} does not exist`)
  }
  return []
}

function findRoutine(node: Node, { recorder, removeType, isMissingFine }: Scene): DatabaseObject[] {
  if (!('ObjectWithArgs' in node)) return []
  const routine = needRoutine(recorder, removeType, node.ObjectWithArgs, isMissingFine)
  if (routine === undefined) return []
  if (routine.kind === 'aggregate' && removeType === 'OBJECT_FUNCTION') {
    recorder.fail('42809', `"${routine.name}" is an aggregate function`)
  }
  return [{ kind: 'routine', routine }]
}

function findUserType(node: Node, scene: Scene): DatabaseObject[] {
  const { recorder, removeType } = scene
  const names = namesIn(node)
  const identity = findType(recorder.model, names)
  const type = recorder.model.types.get(identity ?? '')
  if (type !== undefined) {
    if (removeType === 'OBJECT_DOMAIN' && type.kind !== 'domain') {
      recorder.fail('42809', `"${type.name}" is not a domain`)
    }
    return [{ kind: 'type', type }, ...multirangeOf(recorder.model, type)]
  }
  const [relname = '', schemaname] = names.toReversed()
  const relation = findRelation(
    recorder.model,
    schemaname === undefined ? { relname } : { relname, schemaname },
  )
  if (schemaname !== undefined && !scene.isMissingFine) needSchema(recorder, schemaname)
  if (identity === undefined || relation === undefined) return missing(scene, '42704')
  if (removeType === 'OBJECT_DOMAIN') recorder.fail('42809', `"${relname}" is not a domain`)
  if (relation.kind !== 'composite type')
    recorder.fail('2BP01', `${relation.kind} ${relname} requires its type`)
  return [{ kind: 'relation', relation }]
}

/** A range goes with its multirange, which does not go alone. */
function multirangeOf({ types }: Model, { schema, name, kind }: UserType): DatabaseObject[] {
  if (kind !== 'range') return []
  const type = types.get(quoteQualified(schema, nameMultirange(name)))
  return type === undefined ? [] : [{ kind: 'type', type }]
}

/** The table that a trigger, a rule or a policy is on, and its name; a missing table is fine where a missing part is. */
function findOwner(node: Node, scene: Scene) {
  const { recorder, isMissingFine } = scene
  const [name = '', relname = '', schemaname] = namesIn(node).toReversed()
  const range = schemaname === undefined ? { relname } : { relname, schemaname }
  if (isMissingFine && findRelation(recorder.model, range) === undefined) return undefined
  if (findRelation(recorder.model, range)?.kind === 'sequence') {
    missing(scene, '42704')
    return undefined
  }
  const table = findTable(recorder, range)
  if (table === undefined) return recorder.fail('42P01', `relation "${relname}" does not exist`)
  if (table.kind === 'composite type') recorder.fail('42809', `"${relname}" is a composite type`)
  return { table, name }
}

function findTriggers(node: Node, scene: Scene): DatabaseObject[] {
  const owner = findOwner(node, scene)
  if (owner === undefined) return []
  const { table, name } = owner
  const hasSame = (it: Table) => it.triggers.some(other => other.name === name && other.isRow)
  if (table.bound !== undefined && table.parents.some(hasSame)) {
    scene.recorder.fail('2BP01', `the trigger of the partitioned table requires ${name}`)
  }
  const trigger = table.triggers.find(it => it.name === name)
  if (trigger === undefined) return table.isKnown ? missing(scene, '42704') : []
  return [{ kind: 'trigger', table, trigger }]
}

function findDependant(node: Node, scene: Scene): DatabaseObject[] {
  const owner = findOwner(node, scene)
  if (owner === undefined) return []
  const { table, name } = owner
  const kind = scene.removeType === 'OBJECT_RULE' ? 'rule' : 'policy'
  if (kind === 'rule' && table.kind === 'view' && name === '_RETURN') {
    scene.recorder.fail('2BP01', `view ${table.name} requires its rule`)
  }
  const dependant = (kind === 'rule' ? table.rules : table.policies).find(it => it.name === name)
  if (dependant === undefined) return table.isKnown ? missing(scene, '42704') : []
  return [{ kind, table, dependant }]
}
