import type { CatalogObject } from '../../catalog/index.ts'
import { literal } from '../definition.ts'
import { defineKind, type Outcome } from '../kind.ts'
import type { Scene } from '../scene.ts'
import { rebuildType } from '../type-rebuild.ts'
import { list, text } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createtype.html#SQL-CREATETYPE-ENUM */
export const enumType = defineKind({
  kinds: ['type'],
  isOne: object => text(object, 'typtype') === 'e',
  rank: 40,
  create: createEnum,
  changes: { enumlabel: changeLabels },
})

function createEnum(object: CatalogObject): string {
  return `CREATE TYPE ${object.identity} AS ENUM (${list(object, 'enumlabel').map(literal).join(', ')})`
}

/** Labels can be added and renamed; those in use that are to go, or to stand elsewhere, need another type. */
function changeLabels(to: CatalogObject, from: CatalogObject, scene: Scene): Outcome {
  const [now, before] = [list(to, 'enumlabel'), list(from, 'enumlabel')]
  const kept = now.filter(label => before.includes(label))
  if (String(kept) === String(before)) return addLabels(to, now, before)
  const renamed = before.filter((label, i) => label !== now[i])
  if (now.length === before.length && renamed.length === 1 && !now.includes(renamed[0]!)) {
    const position = before.indexOf(renamed[0]!)
    return `ALTER TYPE ${to.identity} RENAME VALUE ${literal(renamed[0]!)} TO ${literal(now[position]!)}`
  }
  return rebuildType(from, createEnum(to), scene)
}

/** Each stands where it should as soon as those before it are there. */
function addLabels({ identity }: CatalogObject, now: readonly string[], before: readonly string[]): string[] {
  return now.flatMap((label, i) => {
    if (before.includes(label)) return []
    const next = now.slice(i).find(it => before.includes(it))
    return [
      `ALTER TYPE ${identity} ADD VALUE ${literal(label)}${next === undefined ? '' : ` BEFORE ${literal(next)}`}`,
    ]
  })
}
