import type { CatalogObject } from '../../catalog/index.ts'
import { describeField, describeFieldType } from '../composite-fields.ts'
import { defineKind, type Outcome } from '../kind.ts'
import { containerName, partName } from '../names.ts'
import { keyOf, type Scene } from '../scene.ts'
import { list, text } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-altertype.html */
export const compositeTypeColumn = defineKind({
  kinds: ['composite type column'],
  keyword: 'COLUMN',
  rank: 1,
  create: addAttribute,
  drop: (column, scene) => alterType(column, `DROP ATTRIBUTE ${partName(column)}`, scene),
  loses: column => `the values of ${column.identity}, where rows hold some`,
  rename: (column, name, scene) =>
    alterType(column, `RENAME ATTRIBUTE ${partName(column)} TO ${name}`, scene),
  changes: {
    'type attcollation': (to, _from, scene) => ({
      sql: alterType(to, `ALTER ATTRIBUTE ${partName(to)} TYPE ${describeFieldType(to)}`, scene),
      disturbs: [keyOf(to)],
    }),
    // The type's own, and whatever it is in a table of this type.
    'attstorage attislocal': () => undefined,
  },
})

function addAttribute(column: CatalogObject, scene: Scene): Outcome {
  const [fields, before] = [scene.to, scene.from].map(catalog => list(catalog.get(column.within!)!, 'fields'))
  const later = fields!.slice(fields!.indexOf(partName(column)) + 1)
  if (later.some(it => before!.includes(it))) {
    return {
      because: `PostgreSQL adds an attribute only after all others, and ${column.identity} is not the last`,
    }
  }
  return alterType(column, `ADD ATTRIBUTE ${describeField(column)}`, scene)
}

/** Tables of the type follow where there are some. */
function alterType(column: CatalogObject, change: string, scene: Scene): string {
  const type = containerName(column)
  const hasTables = [...scene.from.values()].some(it => text(it, 'reloftype') === type)
  return `ALTER TYPE ${type} ${change}${hasTables ? ' CASCADE' : ''}`
}
