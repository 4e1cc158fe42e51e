import { type CatalogObject, keyOf } from '../catalog/index.ts'
import { quoteIdentifier } from '../sql/index.ts'
import { describeValue } from './columns.ts'
import type { Action, Refusal } from './kind.ts'
import { baseName, containerName, partName, schemaName } from './names.ts'
import type { Scene } from './scene.ts'
import { expression, list, text } from './values.ts'

/**
 * Another type in place of one that no statement changes, and all columns moved to it. Their values pass through text, so
 * this fails, and changes nothing, where a row has a value that the new type does not know.
 */
export function rebuildType(from: CatalogObject, create: string, scene: Scene): Action | Refusal {
  const aside = nameAside(from, scene)
  const columns = scene.dependantsOf(from).filter(column => isMoved(column, scene))
  const key = columns.find(column => isPartitionKey(column, scene))
  if (key !== undefined) {
    return { because: `PostgreSQL cannot change the type of ${key.identity}, by which rows are partitioned` }
  }
  const keys = new Set(columns.map(keyOf))
  const moves = columns
    .filter(column => !isMovedAbove(column, keys, scene))
    .map(column => moveColumn(column, from, scene))
  return {
    sql: [
      ...moves.flatMap(({ before }) => before),
      `ALTER TYPE ${from.identity} RENAME TO ${baseName(aside)}`,
      create,
      ...moves.flatMap(({ after }) => after),
      `DROP TYPE ${aside}`,
    ],
    carries: [...keys],
  }
}

function nameAside({ identity }: CatalogObject, { from, to }: Scene): string {
  const name = baseName(identity).replace(/^"|"$/g, '').replaceAll('""', '"')
  const start = [...name].slice(0, 20).join('')
  const schema = schemaName(identity)
  for (let number = 0; ; number++) {
    const aside = `${schema}.${quoteIdentifier(`${start}_before${number || ''}`)}`
    if (!from.has(`type ${aside}`) && !to.has(`type ${aside}`)) return aside
  }
}

/** Columns of tables that stay; a generated one is made anew with what it is generated from. */
function isMoved(column: CatalogObject, scene: Scene): boolean {
  const key = keyOf(column)
  return (
    column.kind === 'table column' &&
    scene.to.has(key) &&
    !scene.isNew(key) &&
    text(column, 'attgenerated') === undefined
  )
}

function isPartitionKey(column: CatalogObject, scene: Scene): boolean {
  const table = scene.from.get(column.within ?? '')
  return table !== undefined && list(table, 'partattrs').includes(partName(column))
}

/** Whether the same change of a parent's column brings this one about. */
function isMovedAbove(column: CatalogObject, moved: ReadonlySet<string>, scene: Scene): boolean {
  const table = scene.from.get(column.within ?? '')
  if (table === undefined) return false
  return list(table, 'inhparent').some(parent => moved.has(`table column ${parent}.${partName(column)}`))
}

function moveColumn(
  column: CatalogObject,
  type: CatalogObject,
  scene: Scene,
): { before: string[]; after: string[] } {
  const alter = `ALTER TABLE ${containerName(column)} ALTER COLUMN ${partName(column)}`
  const target = scene.to.get(keyOf(column))!
  const value = describeValue(target, scene)
  const [own, array] = [type.identity, `${type.identity}[]`]
  const columnType = text(column, 'type')
  const through = columnType === own ? 'text' : columnType === array ? 'text[]' : undefined
  return {
    before: expression(column, 'adbin') === undefined ? [] : [`${alter} DROP DEFAULT`],
    after: [
      ...(through === undefined
        ? []
        : [`${alter} TYPE ${columnType} USING ${partName(column)}::${through}::${columnType}`]),
      ...(value?.startsWith('DEFAULT') ? [`${alter} SET ${value}`] : []),
    ],
  }
}
