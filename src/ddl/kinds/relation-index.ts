import type { CatalogObject } from '../../catalog/index.ts'
import { parenthesize } from '../columns.ts'
import { isPartitioned } from '../constraints.ts'
import { describeIndexOptions, describeKeys } from '../index-definition.ts'
import { defineKind, type Outcome, replace } from '../kind.ts'
import { baseName, containerName } from '../names.ts'
import { isAttachedLast } from '../partitions.ts'
import type { Scene } from '../scene.ts'
import { changeOptions, expression, flag, list, text, words } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createindex.html */
export const relationIndex = defineKind({
  kinds: ['index'],
  rank: 3,
  isSteady: true,
  create: createIndex,
  leaves: 'indisclustered inhparent indisreplident',
  drop: dropIndex,
  changes: {
    inhparent: attachIndex,
    reltablespace: to =>
      `ALTER INDEX ${to.identity} SET TABLESPACE ${text(to, 'reltablespace') ?? 'pg_default'}`,
    reloptions: (to, from) =>
      changeOptions(list(from, 'reloptions'), list(to, 'reloptions')).map(
        it => `ALTER INDEX ${to.identity} ${it}`,
      ),
    indisclustered: (to, _from, scene) => {
      const table = `ALTER TABLE ${containerName(to)}`
      if (flag(to, 'indisclustered')) return `${table} CLUSTER ON ${baseName(to.identity)}`
      const isAnother = scene
        .partsOf({ ...to, kind: '', identity: to.within! })
        .some(it => flag(it, 'indisclustered'))
      return isAnother ? undefined : `${table} SET WITHOUT CLUSTER`
    },
    // The table says by which index its rows are identified.
    indisreplident: () => undefined,
    // An index has the owner of its table, and is checked when its constraint is.
    relowner: () => undefined,
    'indisvalid indisready indislive': (to, _from, scene) => {
      if (!flag(to, 'indisvalid')) return { because: 'an index is only invalid by an accident' }
      // That of a partitioned table is valid as soon as all its partitions have one.
      return isPartitioned(to, scene.to) ? undefined : `REINDEX INDEX CONCURRENTLY ${to.identity}`
    },
  },
})

function createIndex(index: CatalogObject, scene: Scene): Outcome {
  const isUnderParent = isPartitioned(index, scene.to)
  const isPatient = !scene.isNew(index.within!) && !isUnderParent
  return words(
    'CREATE',
    flag(index, 'indisunique') && 'UNIQUE',
    `INDEX${isPatient ? ' CONCURRENTLY' : ''} ${baseName(index.identity)}`,
    `ON ${isUnderParent ? 'ONLY ' : ''}${containerName(index)}`,
    text(index, 'relam') !== 'btree' && `USING ${text(index, 'relam')}`,
    `(${describeKeys(index, scene)})`,
    ...describeIndexOptions(index),
    index.attributes.indpred !== undefined && `WHERE ${parenthesize(expression(index, 'indpred') ?? '')}`,
  )
}

/** What a partitioned table's index takes along when it goes. */
function dropIndex(index: CatalogObject, scene: Scene): Outcome {
  const parent = list(index, 'inhparent')[0]
  if (parent !== undefined && scene.isNew(`index ${parent}`)) return undefined
  const isPatient = scene.to.has(index.within!) && !isPartitioned(index, scene.from)
  return `DROP INDEX ${isPatient ? 'CONCURRENTLY ' : ''}${index.identity}`
}

function attachIndex(to: CatalogObject, from: CatalogObject, scene: Scene): Outcome {
  const parent = list(to, 'inhparent')[0]
  if (list(from, 'inhparent').length > 0) return parent === undefined ? undefined : replace
  const table = scene.to.get(to.within ?? '')
  const isTableLate = table !== undefined && isAttachedLast(table, scene)
  return { sql: `ALTER INDEX ${parent} ATTACH PARTITION ${to.identity}`, isLast: isTableLate }
}
