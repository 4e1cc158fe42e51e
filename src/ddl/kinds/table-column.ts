import { type Catalog, type CatalogObject, keyOf } from '../../catalog/index.ts'
import { compressions, describeColumn, describeValue, notNullOf, storages } from '../columns.ts'
import { defineKind, type Outcome, replace } from '../kind.ts'
import { containerName, partName } from '../names.ts'
import { isAttachedLast } from '../partitions.ts'
import type { Scene } from '../scene.ts'
import {
  changeForeignOptions,
  changeOptions,
  dollarQuote,
  expression,
  flag,
  list,
  literal,
  text,
  words,
} from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-altertable.html */
export const tableColumn = defineKind({
  kinds: ['table column', 'foreign table column'],
  keyword: 'COLUMN',
  rank: 1,
  create: (column, scene) =>
    isInherited(column, scene)
      ? undefined
      : `${alterTable(column)} ADD COLUMN ${describeColumn(column, scene)}`,
  leaves: 'attstorage attstattarget attoptions',
  drop: (column, scene) =>
    isDroppedAbove(column, scene) ? undefined : `${alterTable(column)} DROP COLUMN ${partName(column)}`,
  // What a foreign table shows is elsewhere.
  loses: ({ kind, identity, attributes: { attgenerated } }) =>
    kind === 'table column' && attgenerated === undefined ? `the values of ${identity}` : undefined,
  rename: (column, name) => `${alterTable(column)} RENAME COLUMN ${partName(column)} TO ${name}`,
  changes: {
    'type attcollation': changeType,
    'adbin attgenerated': changeValue,
    attidentity: changeIdentity,
    attnotnull: changeNotNull,
    attstorage: changeStorage,
    attcompression: column =>
      alterColumn(
        column,
        `SET COMPRESSION ${compressions[text(column, 'attcompression') ?? ''] ?? 'default'}`,
      ),
    attstattarget: column => alterColumn(column, `SET STATISTICS ${text(column, 'attstattarget') ?? '-1'}`),
    attoptions: (to, from) =>
      changeOptions(list(from, 'attoptions'), list(to, 'attoptions')).map(it => alterColumn(to, it)),
    attfdwoptions: (to, from) =>
      alterColumn(to, changeForeignOptions(list(from, 'attfdwoptions'), list(to, 'attfdwoptions'))),
    attislocal: (to, _from, scene) => changeLocality(to, scene),
  },
})

function changeStorage(to: CatalogObject, _from: CatalogObject, { major }: Scene): Outcome {
  const storage = storages[text(to, 'attstorage') ?? '']
  if (storage !== undefined || major >= 16) return alterColumn(to, `SET STORAGE ${storage ?? 'DEFAULT'}`)
  // Before 16 there was no DEFAULT, and what it is only the type knows.
  const names = Object.entries(storages).map(([letter, name]) => `WHEN '${letter}' THEN '${name}'`)
  const type = `(SELECT typstorage FROM pg_type JOIN pg_attribute ON atttypid = pg_type.oid WHERE attrelid = ${literal(containerName(to))}::regclass AND quote_ident(attname) = ${literal(partName(to))})`
  return `DO ${dollarQuote(`BEGIN EXECUTE ${literal(alterColumn(to, 'SET STORAGE '))} || CASE ${type} ${names.join(' ')} END; END`, 'do')}`
}

/** What changes the type leaves the default as it is, which may not fit; so that goes first and comes back. */
function changeType(to: CatalogObject, from: CatalogObject, scene: Scene): Outcome {
  if (isChangedAbove(to, from, scene, ['type', 'attcollation'])) return undefined
  const column = partName(to)
  const type = words(text(to, 'type'), collate(to, from))
  const hasDefault = expression(from, 'adbin') !== undefined && text(from, 'attgenerated') === undefined
  const change = `${alterTable(to)} ALTER COLUMN ${column} TYPE ${type}`
  const value = describeValue(to, scene)
  const actions = [
    hasDefault && `${alterTable(to)} ALTER COLUMN ${column} DROP DEFAULT`,
    change,
    hasDefault && value?.startsWith('DEFAULT') && `${alterTable(to)} ALTER COLUMN ${column} SET ${value}`,
  ].filter(it => typeof it === 'string')
  const through = [from, to].every(it => isEnum(it, it === to ? scene.to : scene.from)) ? '::text' : ''
  return {
    sql: actions,
    disturbs: [keyOf(to)],
    otherwise: `${change} USING ${column}${through}::${text(to, 'type')}`,
  }
}

/** From one enum to another there is a way only through their labels. */
function isEnum(column: CatalogObject, catalog: Catalog): boolean {
  return catalog.get(`type ${text(column, 'type')}`)?.attributes.typtype === 'e'
}

function collate(to: CatalogObject, from: CatalogObject): string | undefined {
  const collation = text(to, 'attcollation')
  if (collation !== undefined) return `COLLATE ${collation}`
  return text(from, 'attcollation') === undefined ? undefined : 'COLLATE pg_catalog."default"'
}

function changeValue(to: CatalogObject, from: CatalogObject, scene: Scene): Outcome {
  const [generated, wasGenerated] = [text(to, 'attgenerated'), text(from, 'attgenerated')]
  if (generated !== undefined) {
    if (isChangedAbove(to, from, scene, ['adbin', 'attgenerated'])) return undefined
    if (generated !== wasGenerated || scene.major < 17) return replace
    return alterColumn(to, `SET EXPRESSION AS (${expression(to, 'adbin')})`, '')
  }
  // A default goes and comes back with a change of the type.
  const isDone = text(to, 'type') !== text(from, 'type') && expression(from, 'adbin') !== undefined
  if (isDone && wasGenerated === undefined) return undefined
  const value = describeValue(to, scene)
  return [
    ...(wasGenerated === 's' ? [alterColumn(to, 'DROP EXPRESSION', '')] : []),
    ...(value === undefined && wasGenerated === undefined && text(to, 'attidentity') === undefined
      ? [alterColumn(to, 'DROP DEFAULT')]
      : []),
    ...(value?.startsWith('DEFAULT') ? [alterColumn(to, `SET ${value}`)] : []),
  ]
}

function changeIdentity(to: CatalogObject, from: CatalogObject, scene: Scene): Outcome {
  if (isChangedAbove(to, from, scene, ['attidentity'])) return undefined
  const [now, before] = [text(to, 'attidentity'), text(from, 'attidentity')]
  if (now === undefined) return alterColumn(to, 'DROP IDENTITY', '')
  if (before !== undefined)
    return alterColumn(to, `SET GENERATED ${now === 'a' ? 'ALWAYS' : 'BY DEFAULT'}`, '')
  return [
    ...(expression(from, 'adbin') === undefined ? [] : [alterColumn(to, 'DROP DEFAULT', '')]),
    ...(flag(from, 'attnotnull') ? [] : [alterColumn(to, 'SET NOT NULL', '')]),
    alterColumn(to, `ADD ${describeValue(to, scene)}`, ''),
  ]
}

/** A check that is validated first spares the scan under the strongest lock (since PostgreSQL 12). */
function changeNotNull(to: CatalogObject, from: CatalogObject, scene: Scene): Outcome {
  if (isChangedAbove(to, from, scene, ['attnotnull'])) return undefined
  if (!flag(to, 'attnotnull')) return alterColumn(to, 'DROP NOT NULL', '')
  // The server sets it with a primary key or an identity, and a constraint with a name is its own object.
  if (notNullOf(to, scene) !== undefined || text(to, 'attidentity') !== text(from, 'attidentity'))
    return undefined
  const check = quoteCheck(to)
  return [
    `${alterTable(to)} ADD CONSTRAINT ${check} CHECK (${partName(to)} IS NOT NULL) NOT VALID`,
    `${alterTable(to)} VALIDATE CONSTRAINT ${check}`,
    alterColumn(to, 'SET NOT NULL', ''),
    `${alterTable(to)} DROP CONSTRAINT ${check}`,
  ]
}

function quoteCheck(column: CatalogObject): string {
  const name = partName(column).replace(/^"|"$/g, '')
  return `"${[...name].slice(0, 20).join('')}_is_not_null"`
}

function changeLocality(to: CatalogObject, scene: Scene): Outcome {
  const table = scene.to.get(to.within ?? '')
  const parents = table === undefined ? [] : list(table, 'inhparent')
  if (flag(to, 'attislocal') ? parents.length === 0 : table && isAttachedLast(table, scene)) return undefined
  if (!flag(to, 'attislocal')) {
    return {
      because: 'PostgreSQL has no statement that makes a column inherited only, once it was defined here',
    }
  }
  // Leaving a parent makes its columns the child's own, and they stay so.
  return parents.flatMap(parent => [
    `${alterTable(to)} NO INHERIT ${parent}`,
    `${alterTable(to)} INHERIT ${parent}`,
  ])
}

/** Whether the same change of a parent's column brings this one about. */
function isChangedAbove(to: CatalogObject, from: CatalogObject, scene: Scene, attributes: string[]): boolean {
  return parentColumns(to, scene).some(key => {
    const [parent, before] = [scene.to.get(key), scene.from.get(key)]
    if (parent === undefined || before === undefined) return false
    return attributes.every(
      it =>
        JSON.stringify(parent.attributes[it]) === JSON.stringify(to.attributes[it]) &&
        JSON.stringify(before.attributes[it]) === JSON.stringify(from.attributes[it]),
    )
  })
}

function isInherited(column: CatalogObject, scene: Scene): boolean {
  return !isOwn(column, scene.to) && parentColumns(column, scene).some(key => scene.to.has(key))
}

function isDroppedAbove(column: CatalogObject, scene: Scene): boolean {
  return (
    !isOwn(column, scene.from) &&
    parentColumns(column, scene, scene.from).some(
      key => scene.from.has(key) && (!scene.to.has(key) || scene.isNew(key)),
    )
  )
}

/** Whether it is neither inherited nor an attribute of the type that the table is of. */
function isOwn(column: CatalogObject, catalog: Catalog): boolean {
  const table = catalog.get(column.within ?? '')
  return flag(column, 'attislocal') && (table === undefined || text(table, 'reloftype') === undefined)
}

/** The keys of the columns that this one is inherited from, and of the attribute of the table's type that it is. */
function parentColumns(column: CatalogObject, scene: Scene, catalog = scene.to): string[] {
  const table = catalog.get(column.within ?? '')
  const parents = table === undefined ? [] : list(table, 'inhparent')
  const type = table && text(table, 'reloftype')
  return [
    ...parents.map(parent => `table column ${parent}.${partName(column)}`),
    ...(type === undefined ? [] : [`composite type column ${type}.${partName(column)}`]),
  ]
}

function alterTable(column: CatalogObject, only = ''): string {
  return `ALTER ${column.kind.replace(/ column$/, '').toUpperCase()} ${only}${containerName(column)}`
}

function alterColumn(column: CatalogObject, change: string, only = 'ONLY '): string {
  return `${alterTable(column, column.kind === 'table column' ? only : '')} ALTER COLUMN ${partName(column)} ${change}`
}
