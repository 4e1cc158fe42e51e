import type { CatalogObject } from '../catalog/index.ts'
import { partName } from './names.ts'
import { keyOf, type Scene } from './scene.ts'
import { list } from './values.ts'

const copied = ['type', 'adbin', 'attnotnull', 'attcollation', 'attgenerated', 'attstorage', 'attcompression']

/** Whether a table is attached to its parent when all else is there, so that none of its indexes is made by that. */
export function isAttachedLast(table: CatalogObject, scene: Scene): boolean {
  if (table.attributes.relpartbound === undefined || isMadeAsPartition(table, scene)) return false
  const [parent] = list(table, 'inhparent')
  const before = scene.from.get(keyOf(table))
  return scene.isNew(keyOf(table)) || before === undefined || !list(before, 'inhparent').includes(parent!)
}

/**
 * Whether PARTITION OF makes a partition as it is: its parent is as new, so that it has no indexes yet which would be made
 * for the partition under names of the server's choice, and its columns are the parent's in their order.
 */
export function isMadeAsPartition(table: CatalogObject, scene: Scene): boolean {
  if (table.attributes.relpartbound === undefined) return false
  const key = `table ${list(table, 'inhparent')[0]}`
  const parent = scene.to.get(key)
  if (parent === undefined || !scene.isNew(key) || !scene.isNew(keyOf(table))) return false
  if (String(list(parent, 'columns')) !== String(list(table, 'columns'))) return false
  return scene
    .partsOf(table)
    .filter(part => part.kind.endsWith(' column'))
    .every(column => {
      const inherited = scene.to.get(`table column ${parent.identity}.${partName(column)}`)
      return copied.every(
        it => JSON.stringify(column.attributes[it]) === JSON.stringify(inherited?.attributes[it]),
      )
    })
}
