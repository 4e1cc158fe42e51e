import type { Catalog, CatalogDifference, CatalogObject } from '../catalog/index.ts'
import { findKind } from './find-kind.ts'
import type { Action, Kind, Refusal } from './kind.ts'
import { bareObject, changeObject, dropObject, namesOf, type Outcomes, sort } from './outcome.ts'
import { keyOf, type Scene } from './scene.ts'

/** What is done about an object at one time: together, and in this order. */
export interface Node {
  key: string
  object: CatalogObject
  change: 'drop' | 'alter' | 'create'
  actions: Action[]
  /** It waits until all else is there. */
  isLast: boolean
}

export interface Nodes {
  nodes: Node[]
  refusals: (Refusal & { object: string })[]
}

/** What must be done, object by object, for all differences to go; nobody has looked at the order yet. */
export function makeNodes(differences: readonly CatalogDifference[], scene: Scene): Nodes {
  const result: Nodes = { nodes: [], refusals: [] }
  const changes = new Map(differences.map(it => [`${it.kind} ${it.identity}`, it]))
  const { remade, blocked } = findRemade(changes, scene)
  for (const key of remade) scene.remake(key)
  for (const [key, because] of blocked) result.refusals.push({ object: key, because })

  const isDropped = (key: string | undefined) =>
    key !== undefined && (changes.get(key)?.change === 'removed' || remade.has(key))
  const isMade = (key: string | undefined) =>
    key !== undefined && (changes.get(key)?.change === 'added' || remade.has(key))

  for (const object of scene.from.values()) {
    if (!isDropped(keyOf(object)) || goesWithAnother(object, scene.from, isDropped, scene)) continue
    withKind(object, result, kind => addNode(result, object, 'drop', dropObject(object, kind, scene)))
  }
  for (const object of scene.to.values()) {
    if (!isMade(keyOf(object)) || comesWithAnother(object, scene.to, isMade)) continue
    withKind(object, result, kind =>
      addNode(result, object, 'create', createObject(object, kind, scene, isMade)),
    )
  }
  for (const [key, { change, attributes }] of changes) {
    if (change !== 'altered' || isMade(key)) continue
    const [from, to] = [scene.from.get(key), scene.to.get(key)]
    // Of what is PostgreSQL's own there is nothing but what somebody changed.
    const [old, object] = [from ?? { ...to!, attributes: {} }, to ?? { ...from!, attributes: {} }]
    withKind(object, result, kind =>
      addNode(result, object, 'alter', changeObject(object, old, namesOf(attributes), kind, scene)),
    )
  }
  return result
}

function withKind(object: CatalogObject, { refusals }: Nodes, use: (kind: Kind) => void): void {
  const kind = findKind(object.kind)
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

/** CREATE, and what it leaves to be set: of the object, of the parts that it writes and of what comes with them. */
function createObject(
  object: CatalogObject,
  kind: Kind,
  scene: Scene,
  isMade: (key: string) => boolean,
): Outcomes {
  const whole = [object, ...scene.partsOf(object).filter(part => kind.absorbs?.(part))]
  const keys = new Set(whole.map(keyOf))
  const companions = [...companionsOf(whole, scene.to)].filter(
    it => isMade(keyOf(it)) && !keys.has(keyOf(it)),
  )
  const all = [...whole, ...companions].map(it => {
    const partKind = findKind(it.kind)
    if (partKind === undefined) return sort([])
    const { bare, left } = bareObject(it, partKind, scene)
    return changeObject(it, bare, left, partKind, scene)
  })
  const made = sort([kind.create(object, scene)])
  return {
    actions: [made, ...all].flatMap(({ actions }) => actions),
    refusals: [made, ...all].flatMap(({ refusals }) => refusals),
    isReplaced: false,
  }
}

/** What comes with objects, and what comes with that. */
function companionsOf(objects: readonly CatalogObject[], catalog: Catalog): Set<CatalogObject> {
  const found = new Set<CatalogObject>()
  const byBringer = groupByBringer(catalog)
  const visit = (key: string) => {
    for (const object of byBringer.get(key) ?? []) {
      if (found.has(object)) continue
      found.add(object)
      visit(keyOf(object))
    }
  }
  for (const object of objects) visit(keyOf(object))
  return found
}

const groups = new WeakMap<Catalog, Map<string, CatalogObject[]>>()

function groupByBringer(catalog: Catalog): Map<string, CatalogObject[]> {
  const known = groups.get(catalog)
  if (known !== undefined) return known
  const byBringer = new Map<string, CatalogObject[]>()
  for (const object of catalog.values()) {
    const bringer = bringerOf(object, catalog)
    if (bringer !== undefined) byBringer.set(bringer, [...(byBringer.get(bringer) ?? []), object])
  }
  groups.set(catalog, byBringer)
  return byBringer
}

/** The key of what an object comes with: what it is an internal part of, or its extension. */
function bringerOf(
  { comesWith, attributes: { member_of } }: CatalogObject,
  catalog: Catalog,
): string | undefined {
  if (comesWith !== undefined && catalog.has(comesWith)) return comesWith
  return typeof member_of === 'string' ? `extension ${member_of}` : undefined
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
  if (!isDropped(object.within)) return false
  if (object.kind === 'sequence') return false
  const container = scene.from.get(object.within!)
  const referenced = object.attributes.contype === 'f' ? `table ${object.attributes.confrelid}` : undefined
  return container !== undefined && !(referenced !== object.within && isDropped(referenced))
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
  return findKind(container.kind)?.absorbs?.(object) ?? false
}

interface Remade {
  remade: Set<string>
  /** What would have to be made anew and cannot, with the reason. */
  blocked: Map<string, string>
}

/**
 * What must be dropped and made anew: what cannot be altered, and whatever depends on such a thing or on one that is
 * altered in a way that allows no dependants.
 */
function findRemade(changes: ReadonlyMap<string, CatalogDifference>, scene: Scene): Remade {
  const remade = new Set<string>()
  const blocked = new Map<string, string>()
  const dependants = groupDependants(scene.from)
  const visit = (key: string, isDisturbed: boolean) => {
    for (const dependant of dependants.get(key) ?? []) {
      if (!isDisturbed || findKind(dependant.kind)?.isSteady !== true) remake(dependant, key)
    }
  }
  const remake = (object: CatalogObject, because: string) => {
    const unit = unitOf(object, scene.from)
    const key = keyOf(unit)
    if (remade.has(key) || key === because || unit.within === because || !scene.to.has(key)) return
    if (findKind(unit.kind)?.loses?.(unit) !== undefined) {
      blocked.set(key, `${because} would have to be made anew, and ${key} depends on it`)
      return
    }
    remade.add(key)
    visitAll(unit)
  }
  const visitAll = (unit: CatalogObject) => {
    for (const object of [unit, ...scene.partsOf(unit, scene.from)]) visit(keyOf(object), false)
    for (const part of scene.partsOf(unit, scene.to)) remade.add(keyOf(part))
    for (const companion of companionsOf([unit], scene.from)) visit(keyOf(companion), false)
  }
  const replaceWhole = (object: CatalogObject) => {
    if (remade.has(keyOf(object))) return
    remade.add(keyOf(object))
    visitAll(object)
  }
  for (const [key, { change, attributes, kind: kindName, within = '' }] of changes) {
    const [to, from] = [scene.to.get(key), scene.from.get(key)]
    const kind = to && findKind(to.kind)
    const whole = scene.from.get(within)
    if (change !== 'altered' && findKind(kindName)?.isBound && whole !== undefined && scene.to.has(within)) {
      replaceWhole(whole)
    }
    if (change !== 'altered' || kind === undefined || from === undefined) continue
    const { isReplaced, actions } = changeObject(to!, from, namesOf(attributes), kind, scene)
    if (isReplaced) replaceWhole(from)
    for (const disturbed of actions.flatMap(({ disturbs = [] }) => disturbs)) visit(disturbed, true)
  }
  return { remade, blocked }
}

/** What an object is made with, when it is not made by itself. */
function unitOf(object: CatalogObject, catalog: Catalog): CatalogObject {
  const bringer = bringerOf(object, catalog)
  const container = object.within === undefined ? undefined : catalog.get(object.within)
  const isColumnOfView =
    container !== undefined && / view$|^view$/.test(container.kind) && object.kind.endsWith(' column')
  const unit = bringer !== undefined ? catalog.get(bringer) : isColumnOfView ? container : undefined
  return unit === undefined ? object : unitOf(unit, catalog)
}

function groupDependants(catalog: Catalog): Map<string, CatalogObject[]> {
  const dependants = new Map<string, CatalogObject[]>()
  for (const object of catalog.values()) {
    for (const key of object.dependsOn ?? []) {
      const known = dependants.get(key)
      if (known === undefined) dependants.set(key, [object])
      else known.push(object)
    }
  }
  return dependants
}
