import { type CatalogObject, keyOf } from '../../catalog/index.ts'
import { describeColumn, describeTraits } from '../columns.ts'
import { describeConstraint, isInherited, isWrittenInTable } from '../constraints.ts'
import { type Action, defineKind, type Outcome } from '../kind.ts'
import { baseName, partName } from '../names.ts'
import { describePartitionKey } from '../partition-key.ts'
import { isMadeAsPartition } from '../partitions.ts'
import type { Scene } from '../scene.ts'
import { changeOptions, expression, flag, list, storageOptions, text, words } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createtable.html */
export const table = defineKind({
  kinds: ['table'],
  rank: 60,
  create: createTable,
  // A partition that is not made as one is attached when it has its indexes: none is built twice, or under another name.
  leaves: 'relreplident relrowsecurity relforcerowsecurity relpartbound',
  initially: () => ({ relreplident: 'd' }),
  absorbs: part => part.kind === 'table column' || isWrittenInTable(part),
  loses: ({ identity, attributes }) => (attributes.relkind === 'p' ? undefined : `the rows of ${identity}`),
  changes: {
    'inhparent relpartbound inhdetachpending': changeParents,
    relpersistence: ({ identity, attributes }) =>
      `ALTER TABLE ${identity} SET ${attributes.relpersistence === 'u' ? 'UNLOGGED' : 'LOGGED'}`,
    relam: to =>
      text(to, 'relam') === undefined
        ? `ALTER TABLE ${to.identity} SET ACCESS METHOD DEFAULT`
        : `ALTER TABLE ${to.identity} SET ACCESS METHOD ${text(to, 'relam')}`,
    reltablespace: to =>
      `ALTER TABLE ${to.identity} SET TABLESPACE ${text(to, 'reltablespace') ?? 'pg_default'}`,
    reloftype: to =>
      `ALTER TABLE ${to.identity} ${to.attributes.reloftype === undefined ? 'NOT OF' : `OF ${text(to, 'reloftype')}`}`,
    reloptions: (to, from) =>
      changeOptions(list(from, 'reloptions'), list(to, 'reloptions')).map(
        it => `ALTER TABLE ${to.identity} ${it}`,
      ),
    toast_options: (to, from) =>
      changeOptions(list(from, 'toast_options'), list(to, 'toast_options'), 'toast.').map(
        it => `ALTER TABLE ${to.identity} ${it}`,
      ),
    relreplident: changeReplicaIdentity,
    relrowsecurity: to =>
      `ALTER TABLE ${to.identity} ${flag(to, 'relrowsecurity') ? 'ENABLE' : 'DISABLE'} ROW LEVEL SECURITY`,
    relforcerowsecurity: to =>
      `ALTER TABLE ${to.identity} ${flag(to, 'relforcerowsecurity') ? 'FORCE' : 'NO FORCE'} ROW LEVEL SECURITY`,
    'relkind partstrat partattrs partexprs partclass partcollation': to => ({
      because: `PostgreSQL cannot change how ${to.identity} is partitioned: make another table and move the rows`,
    }),
    columns: () => undefined,
  },
})

function createTable(object: CatalogObject, scene: Scene): Outcome {
  const parents = list(object, 'inhparent')
  const isPartition = object.attributes.relpartbound !== undefined
  const isPlainPartition = isMadeAsPartition(object, scene)
  const type = text(object, 'reloftype')
  const columns = columnsOf(object, scene)
  const lines = [
    ...(isPlainPartition
      ? []
      : type !== undefined
        ? columns
            .map(it => ({ name: partName(it), traits: describeTraits(it, scene) }))
            .filter(({ traits }) => traits.length > 0)
            .map(({ name, traits }) => `${name} WITH OPTIONS ${traits.join(' ')}`)
        : columns
            .filter(it => isPartition || parents.length === 0 || flag(it, 'attislocal'))
            .map(it =>
              !isPartition && inheritsExpression(it, parents, scene)
                ? words(partName(it), text(it, 'type'))
                : describeColumn(it, scene),
            )),
    ...scene
      .partsOf(object)
      .filter(part => text(part, 'contype') === 'c' && isWrittenInTable(part) && !isInherited(part, scene.to))
      .map(part => `CONSTRAINT ${partName(part)} ${describeConstraint(part, scene)}`),
  ]
  const body = lines.length > 0 ? `(\n  ${lines.join(',\n  ')}\n)` : undefined
  const options = [
    storageOptions(list(object, 'reloptions')),
    storageOptions(list(object, 'toast_options'), 'toast.'),
  ].filter(Boolean)
  const bound = expression(object, 'relpartbound')
  const create = words(
    'CREATE',
    text(object, 'relpersistence') === 'u' && 'UNLOGGED',
    `TABLE ${object.identity}`,
    type !== undefined && `OF ${type}`,
    isPlainPartition && `PARTITION OF ${parents[0]}`,
    isPlainPartition || type !== undefined ? body : (body ?? '()'),
    isPlainPartition && bound,
    !isPartition && parents.length > 0 && `INHERITS (${parents.join(', ')})`,
    object.attributes.partstrat !== undefined && `PARTITION BY ${describePartitionKey(object)}`,
    text(object, 'relam') !== undefined &&
      text(object, 'relam') !== 'heap' &&
      `USING ${text(object, 'relam')}`,
    options.length > 0 && `WITH (${options.join(', ')})`,
    text(object, 'reltablespace') !== undefined && `TABLESPACE ${text(object, 'reltablespace')}`,
  )
  return [create, ...(isPartition ? [] : overrideInherited(object, columns, scene))]
}

/** Before 16 a child has the expression of a generated column from its parent, and may not say it again. */
function inheritsExpression(column: CatalogObject, parents: readonly string[], scene: Scene): boolean {
  const isGenerated = (it: CatalogObject | undefined) => it?.attributes.attgenerated !== undefined
  return (
    scene.major < 16 &&
    isGenerated(column) &&
    parents.some(it => isGenerated(scene.to.get(`table column ${it}.${partName(column)}`)))
  )
}

/** What a column inherits and has otherwise. */
function overrideInherited(object: CatalogObject, columns: readonly CatalogObject[], scene: Scene): string[] {
  const parents = list(object, 'inhparent')
  return columns
    .filter(column => parents.length > 0 && !flag(column, 'attislocal'))
    .flatMap(column => {
      const parent = parents.map(it => scene.to.get(`table column ${it}.${partName(column)}`)).find(Boolean)
      if (parent === undefined || text(column, 'attgenerated') !== undefined) return []
      const [own, inherited] = [expression(column, 'adbin'), expression(parent, 'adbin')]
      const alter = `ALTER TABLE ONLY ${object.identity} ALTER COLUMN ${partName(column)}`
      return [
        ...(own === inherited
          ? []
          : [`${alter} ${own === undefined ? 'DROP DEFAULT' : `SET DEFAULT ${own}`}`]),
        ...(flag(column, 'attnotnull') && !flag(parent, 'attnotnull') ? [`${alter} SET NOT NULL`] : []),
      ]
    })
}

function columnsOf(object: CatalogObject, scene: Scene): CatalogObject[] {
  return list(object, 'columns').flatMap(
    name => scene.to.get(`table column ${object.identity}.${name}`) ?? [],
  )
}

function changeParents(to: CatalogObject, from: CatalogObject, scene: Scene): Outcome {
  if (scene.isNew(keyOf(to))) {
    if (isMadeAsPartition(to, scene)) return undefined
    return attach(to, list(to, 'inhparent')[0]!)
  }
  const [now, before] = [list(to, 'inhparent'), list(from, 'inhparent')]
  const [bound, oldBound] = [expression(to, 'relpartbound'), expression(from, 'relpartbound')]
  const isSame = bound === oldBound && String(now) === String(before)
  if (flag(from, 'inhdetachpending') && isSame) {
    return `ALTER TABLE ${before[0]} DETACH PARTITION ${to.identity} FINALIZE`
  }
  if (flag(to, 'inhdetachpending'))
    return { because: 'a partition is only left half detached by an accident' }
  const leave = (parent: string) =>
    oldBound === undefined
      ? `ALTER TABLE ${to.identity} NO INHERIT ${parent}`
      : `ALTER TABLE ${parent} DETACH PARTITION ${to.identity}`
  const join = (parent: string) =>
    bound === undefined ? `ALTER TABLE ${to.identity} INHERIT ${parent}` : attach(to, parent)
  const left = bound === oldBound ? before.filter(it => !now.includes(it)) : before
  const joined = bound === oldBound ? now.filter(it => !before.includes(it)) : now
  // The order of parents is the order in which they were joined.
  const isReordered = left.length + joined.length === 0
  return [
    ...(isReordered ? before : left)
      .filter(it => scene.to.has(`table ${it}`) || scene.from.has(`table ${it}`))
      .map(leave),
    ...(isReordered ? now : joined).map(join),
  ]
}

/** What it is attached for may be another partition's until then. */
function attach(table: CatalogObject, parent: string): Action {
  return {
    sql: `ALTER TABLE ${parent} ATTACH PARTITION ${table.identity} ${expression(table, 'relpartbound')}`,
    isLast: true,
  }
}

function changeReplicaIdentity(to: CatalogObject, _from: CatalogObject, scene: Scene): Outcome {
  const identity = text(to, 'relreplident')
  if (identity !== 'i') return `ALTER TABLE ${to.identity} REPLICA IDENTITY ${identities[identity ?? 'd']}`
  const index = scene.partsOf(to).find(it => flag(it, 'indisreplident'))
  if (index === undefined) return { because: `the index that identified the rows of ${to.identity} is gone` }
  return {
    sql: `ALTER TABLE ${to.identity} REPLICA IDENTITY USING INDEX ${baseName(index.identity)}`,
    isLast: true,
  }
}

const identities: Record<string, string> = { d: 'DEFAULT', n: 'NOTHING', f: 'FULL' }
