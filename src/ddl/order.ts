import type { Catalog, CatalogObject } from '../catalog/index.ts'
import { findKind } from './find-kind.ts'
import type { Node } from './nodes.ts'
import { isMadeAsPartition } from './partitions.ts'
import { Queue } from './queue.ts'
import { keyOf, type Scene } from './scene.ts'
import { list } from './values.ts'

/**
 * Puts everything after what it needs and before what it would be in the way of; what is free to stand anywhere stands by
 * kind and name, with the object that it belongs to, and what only removes stands last.
 */
export function orderNodes(nodes: readonly Node[], scene: Scene): Node[] {
  const after = new Map<Node, Set<Node>>(nodes.map(node => [node, new Set()]))
  const put = (first: Node | undefined, second: Node | undefined) => {
    if (first !== undefined && second !== undefined && first !== second) after.get(first)!.add(second)
  }
  const [drops, makes, alters] = (['drop', 'create', 'alter'] as const).map(
    change =>
      new Map(nodes.filter(it => it.change === change && !it.isLast && !it.isShell).map(it => [it.key, it])),
  ) as [Index, Index, Index]
  const shells = new Map(nodes.filter(({ isShell }) => isShell).map(it => [it.key, it]))
  const lasts = nodes.filter(({ isLast }) => isLast)

  const madeBy = (key: string) => findOwner(key, scene.to, makes) ?? alters.get(key)
  const droppedBy = (key: string) => findOwner(key, scene.from, drops)
  const attached = groupAttached(scene.to)
  for (const object of scene.to.values()) {
    const node = madeBy(keyOf(object))
    if (node === undefined) continue
    const indexes = (object.dependsOn ?? []).flatMap(it => attached.get(it) ?? [])
    for (const need of [...needsOf(object), ...indexes]) {
      const isMutual = scene.needEachOther(object, need)
      put((isMutual && shells.get(need)) || madeBy(need), node)
      put(alters.get(need), node)
    }
    // The keys of a partitioned table are made when its partitions are there, or theirs would be made with them.
    if (isMadeAsPartition(object, scene)) {
      const parent = scene.to.get(`table ${list(object, 'inhparent')[0]}`)!
      for (const part of scene.partsOf(parent)) put(node, makes.get(keyOf(part)))
    }
  }
  for (const [key, shell] of shells) {
    put(shell, makes.get(key))
    put(drops.get(key), shell)
    for (const need of needsOf(shell.object)) {
      if (!scene.needEachOther(shell.object, need)) put(madeBy(need), shell)
    }
  }
  for (const object of scene.from.values()) {
    const key = keyOf(object)
    const drop = droppedBy(key)
    for (const need of needsOf(object)) {
      put(drop, droppedBy(need))
      // A partition is detached before its indexes go; whatever else depends on something goes before that is altered.
      if (need === object.within) put(alters.get(need), drop)
      else put(drop, alters.get(need))
      put(alters.get(key), droppedBy(need))
    }
    if (drop === undefined) continue
    // An index may be there again under the same name, and come with another table.
    put(drop, madeBy(key))
    for (const namesake of namesakes(object)) put(drop, madeBy(namesake))
  }
  for (const last of lasts) {
    for (const need of [last.key, ...needsOf(last.object)]) put(madeBy(need), last)
    for (const other of lasts) if (needsOf(other.object).includes(last.key)) put(last, other)
  }
  return sortNodes(nodes, after, scene)
}

type Index = Map<string, Node>

function needsOf({ dependsOn = [], within, attributes: { inhparent }, kind }: CatalogObject): string[] {
  // A foreign table may be a partition of a table.
  const kinds = kind === 'foreign table' ? ['table', kind] : [kind]
  const parents = Array.isArray(inhparent)
    ? inhparent.flatMap(it => kinds.map(above => `${above} ${it}`))
    : []
  return [...dependsOn, ...(within === undefined || kind === 'sequence' ? [] : [within]), ...parents]
}

/** The indexes of partitions by the key of the index that they are attached to, which holds when all of them are. */
function groupAttached(catalog: Catalog): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const object of catalog.values()) {
    if (object.kind !== 'index') continue
    for (let parent = parentOf(object); parent !== undefined; parent = parentOf(catalog.get(parent))) {
      groups.set(parent, [...(groups.get(parent) ?? []), keyOf(object)])
    }
  }
  return groups
}

function parentOf(index: CatalogObject | undefined): string | undefined {
  const [parent] = index === undefined ? [] : list(index, 'inhparent')
  return parent === undefined ? undefined : `index ${parent}`
}

/** The node that makes or drops an object: its own, or that of what it comes and goes with. */
function findOwner(key: string, catalog: Catalog, nodes: Index): Node | undefined {
  const own = nodes.get(key)
  const object = catalog.get(key)
  if (own !== undefined || object === undefined) return own
  const { comesWith, within, attributes } = object
  const bringer =
    comesWith ?? (attributes.member_of === undefined ? within : `extension ${attributes.member_of}`)
  return bringer === undefined ? undefined : findOwner(bringer, catalog, nodes)
}

/** Keys under which another object could have the same name. */
function namesakes({ kind, identity }: CatalogObject): string[] {
  const set = nameSets.find(it => it.includes(kind))
  return (set ?? []).filter(it => it !== kind).map(it => `${it} ${identity}`)
}

const nameSets = [
  ['table', 'view', 'materialized view', 'index', 'sequence', 'foreign table', 'type'],
  ['function', 'procedure', 'aggregate'],
]

/** Among what may come next, the smallest; where everything waits for something else, the smallest all the same. */
function sortNodes(
  nodes: readonly Node[],
  after: ReadonlyMap<Node, ReadonlySet<Node>>,
  scene: Scene,
): Node[] {
  const waits = new Map(nodes.map(node => [node, 0]))
  for (const followers of after.values()) {
    for (const follower of followers) waits.set(follower, waits.get(follower)! + 1)
  }
  const ranks = new Map(nodes.map(node => [node, rankNode(node, scene)]))
  const smaller = (a: Node, b: Node) => compare(ranks.get(a)!, ranks.get(b)!)
  const free = new Queue<Node>(smaller)
  const blocked = new Set(nodes)
  const release = (node: Node) => {
    blocked.delete(node)
    free.push(node)
  }
  for (const node of nodes) if (waits.get(node) === 0) release(node)
  const sorted: Node[] = []
  while (sorted.length < nodes.length) {
    const node = free.pop()
    if (node === undefined) {
      release([...blocked].sort(smaller)[0]!)
      continue
    }
    sorted.push(node)
    for (const follower of after.get(node)!) {
      const left = waits.get(follower)! - 1
      waits.set(follower, left)
      if (left === 0 && blocked.has(follower)) release(follower)
    }
  }
  return sorted
}

type Rank = (number | string)[]

function rankNode({ object, change, isLast }: Node, scene: Scene): Rank {
  const catalog = change === 'drop' ? scene.from : scene.to
  const container = catalog.get(object.within ?? '') ?? object
  const [outer, inner] = [container, object].map(it => findKind(it)?.rank ?? 0) as [number, number]
  if (findKind(object)?.isWatching) return [change === 'create' || isLast ? 3 : -1, object.identity]
  const isRemoval = change === 'drop' && !scene.to.has(keyOf(object))
  if (isRemoval) return [1, -outer, container.identity, -inner, object.identity]
  // Foreign keys of new tables stand together behind the last of them.
  const isForeignKey = change === 'create' && object.attributes.contype === 'f' && scene.isNew(object.within!)
  const place = isForeignKey ? outer + 0.5 : outer
  return [isLast ? 2 : 0, place, container.identity, container === object ? 0 : inner, object.identity]
}

function compare(a: Rank, b: Rank): number {
  for (const [i, value] of a.entries()) {
    if (value !== b[i]) return value < b[i]! ? -1 : 1
  }
  return 0
}
