import {
  type AttributeDifference,
  type AttributeValue,
  type CatalogObject,
  describeAttribute,
} from '../catalog/index.ts'
import { changeCommon, isCommon, naming } from './common.ts'
import { defaultPrivileges } from './default-privileges.ts'
import { type Action, type Change, type Kind, type Outcome, type Refusal, replace } from './kind.ts'
import type { Scene } from './scene.ts'

/** What must be done about one object: actions in this order, what cannot be done, or that it must be made anew. */
export interface Outcomes {
  actions: Action[]
  refusals: Refusal[]
  isReplaced: boolean
}

/** What must be done for some attributes of an object to become what they should be. */
export function changeObject(
  to: CatalogObject,
  from: CatalogObject,
  attributes: readonly string[],
  kind: Kind,
  scene: Scene,
): Outcomes {
  if (attributes.length === 0) return sort([])
  const { groups, known } = indexKind(kind)
  // A kind may do in its own way what others do in the common one.
  const own = attributes.filter(it => known.has(it) || !isCommon(it))
  const common = attributes.filter(it => !known.has(it))
  return sort([
    ...own.filter(it => !known.has(it)).map(it => changeUnknown(it, to, kind, scene)),
    ...groups
      .filter(({ names }) => names.some(it => own.includes(it)))
      .map(({ change }) => change(to, from, scene)),
    ...changeCommon(common, to, from, kind, scene),
  ])
}

interface KindIndex {
  groups: { names: string[]; change: Change }[]
  /** Attributes that have a change. */
  known: Set<string>
  leaves: Set<string>
}

const indexes = new WeakMap<Kind, KindIndex>()

/** What a kind says in lists of names, split once: there may be a hundred thousand objects of it. */
function indexKind(kind: Kind): KindIndex {
  const found = indexes.get(kind)
  if (found !== undefined) return found
  const groups = Object.entries(kind.changes).map(([names, change]) => ({ names: names.split(' '), change }))
  const known = new Set(groups.flatMap(({ names }) => names))
  const index = { groups, known, leaves: new Set((kind.leaves ?? '').split(' ')) }
  indexes.set(kind, index)
  return index
}

/** What has no statement of its own needs another object; what holds data stays as it is. */
function changeUnknown(attribute: string, object: CatalogObject, kind: Kind, scene: Scene): Outcome {
  if (kind.loses?.(object, scene) === undefined) return replace
  const { words } = describeAttribute(attribute)
  return { because: `PostgreSQL has no statement that changes the ${words} of a ${object.kind}` }
}

/** An object with what it would have right after CREATE: only what CREATE leaves alone is by default. */
export function bareObject(
  object: CatalogObject,
  kind: Kind,
  scene: Scene,
): { bare: CatalogObject; left: string[] } {
  const { leaves } = indexKind(kind)
  const born = bornWith(object, kind, scene)
  const isLeft = (name: string) => name in born || leaves.has(name) || isCommon(name)
  const written = Object.entries(object.attributes).filter(([name]) => !isLeft(name))
  const bare = { ...object, attributes: { ...Object.fromEntries(written), ...born } }
  const isAsBorn = (it: string) => JSON.stringify(born[it]) === JSON.stringify(object.attributes[it])
  const names = Object.keys({ ...object.attributes, ...born })
  return { bare, left: names.filter(it => isLeft(it) && !isAsBorn(it)) }
}

/** What an object has as soon as it is made, of what CREATE does not say. */
function bornWith(object: CatalogObject, kind: Kind, scene: Scene): Record<string, AttributeValue> {
  const initially = kind.initially?.(object, scene) ?? {}
  if (scene.role === undefined) return initially
  const owner = Object.keys(object.attributes).find(it => describeAttribute(it).words === 'owner')
  return {
    ...initially,
    ...(owner !== undefined && { [owner]: scene.role }),
    ...defaultPrivileges(object, scene.role, scene.from),
  }
}

export function dropObject(object: CatalogObject, kind: Kind, scene: Scene): Outcomes {
  const outcome = kind.drop === undefined ? `DROP ${naming(kind, object)}` : kind.drop(object, scene)
  const { actions, ...rest } = sort([outcome])
  const loses = kind.loses?.(object, scene)
  return { ...rest, actions: actions.map(action => ({ ...(loses !== undefined && { loses }), ...action })) }
}

export function namesOf(differences: readonly AttributeDifference[]): string[] {
  return differences.map(({ name }) => name)
}

export function sort(outcomes: readonly Outcome[]): Outcomes {
  const actions: Action[] = []
  const refusals: Refusal[] = []
  for (const outcome of outcomes) {
    if (outcome === undefined || outcome === replace) continue
    if (typeof outcome === 'string') actions.push({ sql: outcome })
    else if (Array.isArray(outcome)) actions.push(...sort(outcome).actions)
    else if ('because' in outcome) refusals.push(outcome)
    else actions.push(outcome)
  }
  return { actions, refusals, isReplaced: outcomes.includes(replace) }
}
