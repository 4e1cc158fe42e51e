import { defineKind } from '../kind.ts'
import { containerName, partName } from '../names.ts'
import { expression } from '../values.ts'

/** Comes with the query of its view; only its default, its comment and its privileges are its own. */
export const viewColumn = defineKind({
  kinds: ['view column'],
  keyword: 'COLUMN',
  rank: 1,
  isBound: true,
  create: () => undefined,
  leaves: 'adbin',
  drop: () => undefined,
  rename: (column, name) =>
    `ALTER VIEW ${containerName(column)} RENAME COLUMN ${partName(column)} TO ${name}`,
  changes: {
    adbin: column => {
      const value = expression(column, 'adbin')
      const change = value === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${value}`
      return `ALTER VIEW ${containerName(column)} ALTER COLUMN ${partName(column)} ${change}`
    },
    'type attcollation attstorage': () => undefined,
  },
})
