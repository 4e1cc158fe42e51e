import type { CatalogObject } from '../../catalog/index.ts'
import { describeColumn } from '../columns.ts'
import { describeConstraint, isInherited, isWrittenInTable } from '../constraints.ts'
import { defineKind, type Outcome } from '../kind.ts'
import { partName } from '../names.ts'
import type { Scene } from '../scene.ts'
import { changeForeignOptions, expression, flag, foreignOptions, list, text, words } from '../values.ts'

/**
 * The rows are elsewhere, so it can be made anew.
 * @see https://www.postgresql.org/docs/18/sql-createforeigntable.html
 */
export const foreignTable = defineKind({
  kinds: ['foreign table'],
  grantKeyword: 'TABLE',
  rank: 61,
  create: createForeignTable,
  absorbs: part => part.kind === 'foreign table column' || isWrittenInTable(part),
  changes: {
    'inhparent relpartbound': changeParents,
    ftoptions: (to, from) =>
      `ALTER FOREIGN TABLE ${to.identity} ${changeForeignOptions(list(from, 'ftoptions'), list(to, 'ftoptions'))}`,
    columns: () => undefined,
  },
})

function createForeignTable(object: CatalogObject, scene: Scene): Outcome {
  const parents = list(object, 'inhparent')
  const isPartition = object.attributes.relpartbound !== undefined
  const options = list(object, 'ftoptions')
  const lines = [
    ...list(object, 'columns')
      .flatMap(name => scene.to.get(`foreign table column ${object.identity}.${name}`) ?? [])
      .filter(it => isPartition || parents.length === 0 || flag(it, 'attislocal'))
      .map(it => describeColumn(it, scene)),
    ...scene
      .partsOf(object)
      .filter(it => isWrittenInTable(it) && text(it, 'contype') === 'c' && !isInherited(it, scene.to))
      .map(it => `CONSTRAINT ${partName(it)} ${describeConstraint(it, scene)}`),
  ]
  const create = words(
    `CREATE FOREIGN TABLE ${object.identity}`,
    lines.length > 0 ? `(\n  ${lines.join(',\n  ')}\n)` : '()',
    !isPartition && parents.length > 0 && `INHERITS (${parents.join(', ')})`,
    `SERVER ${text(object, 'ftserver')}`,
    options.length > 0 && `OPTIONS (${foreignOptions(options)})`,
  )
  return isPartition ? [create, ...parents.map(parent => attach(object, parent))] : create
}

function attach(object: CatalogObject, parent: string): string {
  return `ALTER TABLE ${parent} ATTACH PARTITION ${object.identity} ${expression(object, 'relpartbound')}`
}

function changeParents(to: CatalogObject, from: CatalogObject): Outcome {
  const [now, before] = [list(to, 'inhparent'), list(from, 'inhparent')]
  const [isPartition, wasPartition] = [to, from].map(it => it.attributes.relpartbound !== undefined)
  return [
    ...before.map(parent =>
      wasPartition
        ? `ALTER TABLE ${parent} DETACH PARTITION ${to.identity}`
        : `ALTER FOREIGN TABLE ${to.identity} NO INHERIT ${parent}`,
    ),
    ...now.map(parent =>
      isPartition ? attach(to, parent) : `ALTER FOREIGN TABLE ${to.identity} INHERIT ${parent}`,
    ),
  ]
}
