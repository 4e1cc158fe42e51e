import type { Catalog, CatalogDifference, CatalogObject } from '../catalog/index.ts'
import { bringerOf, companionsOf } from './companions.ts'
import { findKind } from './find-kind.ts'
import { changeObject, namesOf } from './outcome.ts'
import { keyOf, type Scene } from './scene.ts'

export interface Remade {
  remade: Set<string>
  /** What an action makes anew, and carries its dependants over to. */
  rebuilt: Set<string>
  /** What would have to be made anew and cannot, with the reason. */
  blocked: Map<string, string>
}

/**
 * What must be dropped and made anew: what cannot be altered, and whatever depends on such a thing or on one that is
 * altered in a way that allows no dependants.
 */
export function findRemade(changes: ReadonlyMap<string, CatalogDifference>, scene: Scene): Remade {
  const remade = new Set<string>()
  const rebuilt = new Set<string>()
  const blocked = new Map<string, string>()
  const dependants = groupDependants(scene.from)
  const visit = (key: string, isDisturbed: boolean, carried: readonly string[] = []) => {
    for (const dependant of dependants.get(key) ?? []) {
      if (carried.includes(keyOf(dependant))) continue
      if (!isDisturbed || findKind(dependant)?.isSteady !== true) remake(dependant, key)
    }
  }
  const remake = (object: CatalogObject, because: string) => {
    const unit = unitOf(object, scene.from)
    const key = keyOf(unit)
    if (remade.has(key) || key === because || unit.within === because || !scene.to.has(key)) return
    if (findKind(unit)?.loses?.(unit, scene) !== undefined) {
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
  for (const [key, { change, attributes }] of changes) {
    const [to, from] = [scene.to.get(key), scene.from.get(key)]
    const object = (from ?? to)!
    const kind = findKind(object)
    const isPart = unitOf(object, scene.from) !== object
    if (change !== 'altered' && kind?.isBound && isPart) remake(object, '')
    if (change !== 'altered' || kind === undefined || to === undefined || from === undefined) continue
    const { isReplaced, actions } = changeObject(to, from, namesOf(attributes), kind, scene)
    if (isReplaced && isPart) remake(from, '')
    else if (isReplaced) replaceWhole(from)
    for (const { disturbs = [], carries } of actions) {
      if (carries !== undefined) {
        rebuilt.add(key)
        visit(key, false, carries)
      }
      for (const disturbed of [...disturbs, ...(carries ?? [])]) visit(disturbed, true, carries)
    }
  }
  return { remade, rebuilt, blocked }
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
