import type { CatalogObject } from '../../catalog/index.ts'
import { defineKind, replace } from '../kind.ts'
import type { Scene } from '../scene.ts'
import { changeOptions, expression, list, storageOptions, text, words } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createview.html */
export const view = defineKind({
  kinds: ['view'],
  grantKeyword: 'TABLE',
  rank: 70,
  create: object => createView(object),
  absorbs: part => part.kind === 'view column',
  changes: {
    'definition columns': (to, from, scene) =>
      onlyAddsColumns(to, from, scene) ? createView(to, 'OR REPLACE ') : replace,
    reloptions: (to, from) =>
      changeOptions(list(from, 'reloptions'), list(to, 'reloptions')).map(
        it => `ALTER VIEW ${to.identity} ${it}`,
      ),
  },
})

function createView(object: CatalogObject, or = ''): string {
  const options = list(object, 'reloptions')
  return words(
    `CREATE ${or}VIEW ${object.identity}`,
    list(object, 'columns').length > 0 && `(${list(object, 'columns').join(', ')})`,
    options.length > 0 && `WITH (${storageOptions(options)})`,
    `AS\n${(expression(object, 'definition') ?? '').replace(/;\s*$/, '')}`,
  )
}

/** What CREATE OR REPLACE VIEW allows: the same columns of the same types, and others after them. */
function onlyAddsColumns(to: CatalogObject, from: CatalogObject, scene: Scene): boolean {
  const [now, before] = [list(to, 'columns'), list(from, 'columns')]
  return before.every((name, i) => {
    const key = `view column ${to.identity}.${name}`
    const [column, old] = [scene.to.get(key), scene.from.get(key)]
    return (
      now[i] === name &&
      column !== undefined &&
      old !== undefined &&
      text(column, 'type') === text(old, 'type') &&
      text(column, 'attcollation') === text(old, 'attcollation')
    )
  })
}
