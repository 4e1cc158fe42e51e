import type { Catalog, CatalogDifference, CatalogObject } from '../catalog/index.ts'
import { bringerOf, companionsOf } from './companions.ts'
import { findKind } from './find-kind.ts'
import type { Action, Kind, Refusal } from './kind.ts'
import { bareObject, changeObject, dropObject, namesOf, type Outcomes, sort } from './outcome.ts'
import { findRemade } from './remade.ts'
import { keyOf, type Scene } from './scene.ts'

/** What is done about an object at one time: together, and in this order. */
export interface Node {
  key: string
  object: CatalogObject
  change: 'drop' | 'alter' | 'create'
  actions: Action[]
  /** It waits until all else is there. */
  isLast: boolean
  /** It only stands for the object, which is made when what it needs is there. */
  isShell?: boolean
}

export interface Nodes {
  nodes: Node[]
  refusals: (Refusal & { object: string })[]
}

/** What must be done, object by object, for all differences to go; nobody has looked at the order yet. */
export function makeNodes(differences: readonly CatalogDifference[], scene: Scene): Nodes {
  const result: Nodes = { nodes: [], refusals: [] }
  const changes = new Map(differences.map(it => [`${it.kind} ${it.identity}`, it]))
  const { remade, rebuilt, blocked } = findRemade(changes, scene)
  for (const key of remade) scene.remake(key)
  for (const [key, because] of blocked) result.refusals.push({ object: key, because })

  const isDropped = (key: string | undefined) =>
    key !== undefined && (changes.get(key)?.change === 'removed' || remade.has(key))
  const isMade = (key: string | undefined) =>
    key !== undefined && (changes.get(key)?.change === 'added' || remade.has(key))
  const isRebuilt = (key: string | undefined) => key !== undefined && rebuilt.has(key)
  const takesAlong = (key: string | undefined) => isDropped(key) || isRebuilt(key)
  const brings = (key: string | undefined) => isMade(key) || isRebuilt(key)

  for (const object of scene.from.values()) {
    if (!isDropped(keyOf(object)) || goesWithAnother(object, scene.from, takesAlong, scene)) continue
    withKind(object, result, kind => addNode(result, object, 'drop', dropObject(object, kind, scene)))
  }
  for (const object of scene.to.values()) {
    if (!isMade(keyOf(object)) || comesWithAnother(object, scene.to, brings)) continue
    withKind(object, result, kind => {
      addShell(result, object, kind, scene)
      addNode(result, object, 'create', createObject(object, kind, scene, isMade))
    })
  }
  for (const [key, { change, attributes }] of changes) {
    if (change !== 'altered' || isMade(key)) continue
    const [from, to] = [scene.from.get(key), scene.to.get(key)]
    // Of what is PostgreSQL's own there is nothing but what somebody changed.
    const [old, object] = [from ?? { ...to!, attributes: {} }, to ?? { ...from!, attributes: {} }]
    withKind(object, result, kind => {
      const altered = changeObject(object, old, namesOf(attributes), kind, scene)
      const finished = isRebuilt(key) ? finishObject(object, kind, scene, brings) : []
      addNode(result, object, 'alter', join([altered, ...finished]))
    })
  }
  return result
}

function withKind(object: CatalogObject, { refusals }: Nodes, use: (kind: Kind) => void): void {
  const kind = findKind(object)
  if (kind === undefined) {
    refusals.push({ object: keyOf(object), because: `pgwright does not write SQL for a ${object.kind}` })
  } else use(kind)
}

function addNode(
  result: Nodes,
  object: CatalogObject,
  change: Node['change'],
  { actions, refusals }: Outcomes,
): void {
  const key = keyOf(object)
  result.refusals.push(...refusals.map(({ because }) => ({ object: key, because })))
  for (const isLast of [false, true]) {
    const some = actions.filter(action => (action.isLast ?? false) === isLast)
    if (some.length > 0 || (!isLast && change !== 'alter')) {
      result.nodes.push({
        key,
        object,
        change: change === 'create' && isLast ? 'alter' : change,
        actions: some,
        isLast,
      })
    }
  }
}

function addShell({ nodes }: Nodes, object: CatalogObject, { shell }: Kind, scene: Scene): void {
  if (shell === undefined || !object.dependsOn?.some(need => scene.needEachOther(object, need))) return
  const actions = [{ sql: shell(object) }]
  nodes.push({ key: keyOf(object), object, change: 'create', actions, isLast: false, isShell: true })
}

/** CREATE, and what it leaves to be set. */
function createObject(
  object: CatalogObject,
  kind: Kind,
  scene: Scene,
  isMade: (key: string) => boolean,
): Outcomes {
  const made = sort([kind.create(object, scene)])
  return made.refusals.length > 0 ? made : join([made, ...finishObject(object, kind, scene, isMade)])
}

/** What CREATE leaves to be set: of the object, of the parts that it writes and of what comes with them. */
function finishObject(
  object: CatalogObject,
  kind: Kind,
  scene: Scene,
  isMade: (key: string) => boolean,
): Outcomes[] {
  const whole = [object, ...scene.partsOf(object).filter(part => kind.absorbs?.(part))]
  const keys = new Set(whole.map(keyOf))
  const companions = [...companionsOf(whole, scene.to)].filter(
    it => isMade(keyOf(it)) && !keys.has(keyOf(it)),
  )
  return [...whole, ...companions].map(it => {
    const partKind = findKind(it)
    if (partKind === undefined) return sort([])
    const { bare, left } = bareObject(it, partKind, scene)
    return changeObject(it, bare, left, partKind, scene)
  })
}

function join(outcomes: readonly Outcomes[]): Outcomes {
  return {
    actions: outcomes.flatMap(({ actions }) => actions),
    refusals: outcomes.flatMap(({ refusals }) => refusals),
    isReplaced: false,
  }
}

/** Whether an object goes when another is dropped. A foreign key between two that go would be in the way of both. */
function goesWithAnother(
  object: CatalogObject,
  from: Catalog,
  isDropped: (key: string | undefined) => boolean,
  scene: Scene,
): boolean {
  if (object.comesWith !== undefined && from.has(object.comesWith)) return true
  if (isDropped(bringerOf(object, from))) return true
  if (goesWithShell(object, from, isDropped)) return true
  if (!isDropped(object.within)) return false
  if (object.kind === 'sequence') return false
  const container = scene.from.get(object.within!)
  const referenced = object.attributes.contype === 'f' ? `table ${object.attributes.confrelid}` : undefined
  if (container === undefined || (referenced !== object.within && isDropped(referenced))) return false
  return object.kind.endsWith(' column') || !needsUserOf(object, object.within!, from)
}

/** Whether an object needs what needs its container in turn, as a rule of a view a function that takes the view's rows. */
function needsUserOf(object: CatalogObject, container: string, from: Catalog): boolean {
  const seen = new Set([keyOf(object)])
  const queue = [object]
  for (const { dependsOn = [] } of queue) {
    for (const key of dependsOn) {
      const need = from.get(key)
      if (need === undefined || need.within === container || key === container || seen.has(key)) continue
      if (need.dependsOn?.includes(container)) return true
      seen.add(key)
      queue.push(need)
    }
  }
  return false
}

/** A function that a type needs and that needs the type can only be dropped together with it. */
function goesWithShell(
  { kind, identity, dependsOn = [] }: CatalogObject,
  from: Catalog,
  isDropped: (key: string | undefined) => boolean,
): boolean {
  return dependsOn.some(key => {
    const other = from.get(key)
    return (
      isDropped(key) &&
      other?.dependsOn?.includes(`${kind} ${identity}`) === true &&
      findKind(other)?.shell !== undefined
    )
  })
}

/** Whether an object is there when another is created: it comes with that or is written by its CREATE. */
function comesWithAnother(
  object: CatalogObject,
  to: Catalog,
  isMade: (key: string | undefined) => boolean,
): boolean {
  // What is internal comes with a change of the other as well, as the sequence of a column that becomes an identity.
  if (object.comesWith !== undefined && to.has(object.comesWith)) return true
  return isMade(bringerOf(object, to)) || isWritten(object, to, isMade)
}

function isWritten(
  object: CatalogObject | undefined,
  to: Catalog,
  isMade: (key: string | undefined) => boolean,
): boolean {
  const container = object?.within === undefined ? undefined : to.get(object.within)
  if (object === undefined || container === undefined || !isMade(object.within)) return false
  return findKind(container)?.absorbs?.(object) ?? false
}
