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
  loses: (column, scene) =>
    isHeld(scene.from.get(column.within!)!, scene)
      ? `the values of ${column.identity}, where rows hold some`
      : undefined,
  rename: (column, name, scene) =>
    alterType(column, `RENAME ATTRIBUTE ${partName(column)} TO ${name}`, scene),
  changes: {
    'type attcollation': changeType,
    // The type's own, and whatever it is in a table of this type.
    'attstorage attislocal': () => undefined,
  },
})

function changeType(to: CatalogObject, _from: CatalogObject, scene: Scene): Outcome {
  const holder = scene
    .dependantsOf(scene.from.get(to.within!)!)
    .find(it => it.kind === 'table column' && scene.to.has(keyOf(it)))
  if (holder !== undefined) {
    return {
      because: `PostgreSQL changes no attribute of a type that a table holds, and ${holder.identity} does`,
    }
  }
  return {
    sql: alterType(to, `ALTER ATTRIBUTE ${partName(to)} TYPE ${describeFieldType(to)}`, scene),
    disturbs: [keyOf(to)],
  }
}

/** Whether there are tables with values of a type: of it, with columns of it, or of another type that has it inside. */
function isHeld(type: CatalogObject, scene: Scene): boolean {
  return scene.dependantsOf(type).some(it => {
    if (it.kind === 'table' || it.kind === 'table column') return true
    const isInside = it.kind === 'type' || it.kind === 'composite type column'
    return isInside && isHeld(scene.from.get(it.within ?? '') ?? it, scene)
  })
}

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
