import {
  type AttributeValue,
  type Catalog,
  type CatalogObject,
  diffCatalogs,
  findRenames,
  objectKey,
  type Rename,
} from '../catalog/index.ts'
import { keywordFor, naming } from './common.ts'
import { findKind } from './find-kind.ts'
import { findColumnRenames, findLikelyRenames } from './likely-renames.ts'
import { baseName, containerName, partName, schemaName } from './names.ts'
import { type Circumstances, keyOf, Scene } from './scene.ts'
import type { Step } from './step.ts'

/**
 * Renames what has only, or most likely, another name or schema in `to`, since dropping it would lose what is in it: the statements, and the
 * catalog as it is after them. A column counts as renamed only when it stands where the other one stood.
 */
export function applyRenames(
  from: Catalog,
  to: Catalog,
  circumstances: Circumstances,
): { renames: Step[]; catalog: Catalog } {
  const steps: Step[] = []
  let catalog = from
  if (circumstances.hasRenames === false) return { renames: steps, catalog }
  for (;;) {
    // One at a time: a renamed table brings the names of its parts in line, and its columns may be renamed, too.
    const rename = findRename(catalog, to)
    if (rename === undefined) return { renames: steps, catalog }
    const object = catalog.get(objectKey(rename.kind, rename.from))!
    const scene = new Scene(catalog, to, circumstances)
    for (const sql of writeRename(object, rename.to, scene)) {
      steps.push({
        sql,
        object: objectKey(rename.kind, rename.to),
        change: 'alter',
        // What holds nothing would be the same made anew.
        ...(findKind(object)?.loses?.(object, scene) !== undefined && { assumes: { ...rename } }),
        isOutsideTransaction: false,
      })
    }
    catalog = renameObject(catalog, to, object, rename.to)
  }
}

/** What is the same but for its name, and then what is likely the same. */
function findRename(catalog: Catalog, to: Catalog): Rename | undefined {
  const differences = diffCatalogs(catalog, to)
  const same = findRenames(differences, catalog, to).filter(
    it => canRename(it, catalog, to) && standsInPlace(it, catalog, to),
  )
  return (
    // A schema brings the names of everything in it in line.
    same.find(({ kind }) => kind === 'schema') ??
    same[0] ??
    [...findLikelyRenames(differences, catalog, to), ...findColumnRenames(catalog, to)].find(it =>
      canRename(it, catalog, to),
    )
  )
}

function canRename({ kind, from, to }: Rename, catalog: Catalog, target: Catalog): boolean {
  const [object, other] = [catalog.get(objectKey(kind, from)), target.get(objectKey(kind, to))]
  if (object === undefined || other === undefined || findKind(object)?.rename === null) return false
  if (
    findKind(object) === undefined ||
    object.comesWith !== undefined ||
    object.attributes.member_of !== undefined
  )
    return false
  if (object.within !== other.within || catalog.has(objectKey(kind, to))) return false
  return kind !== 'schema' || isSameInside(object, to, catalog, target)
}

function standsInPlace({ kind, from, to }: Rename, catalog: Catalog, target: Catalog): boolean {
  if (!kind.endsWith(' column')) return true
  const [object, other] = [catalog.get(objectKey(kind, from))!, target.get(objectKey(kind, to))!]
  const [before, after] = [catalog.get(object.within!), target.get(other.within!)]
  return before !== undefined && after !== undefined && placeOf(object, before) === placeOf(other, after)
}

/** Schemas are alike; what makes one the other is what is in it. */
function isSameInside(schema: CatalogObject, name: string, catalog: Catalog, target: Catalog): boolean {
  return [...catalog.values()]
    .filter(it => it.within === undefined && isInside(it, schema))
    .every(({ kind, identity }) => target.has(objectKey(kind, renameMention(identity, schema, name))))
}

function isInside(object: CatalogObject | undefined, { kind, identity }: CatalogObject): boolean {
  if (object === undefined || kind !== 'schema') return false
  return schemaName(object.within === undefined ? object.identity : containerName(object)) === identity
}

function placeOf(column: CatalogObject, { attributes: { columns, fields } }: CatalogObject): number {
  const names = columns ?? fields
  return Array.isArray(names) ? names.indexOf(partName(column)) : -1
}

function writeRename(object: CatalogObject, name: string, scene: Scene): string[] {
  const kind = findKind(object)!
  const renamed = { ...object, identity: name }
  if (object.within !== undefined) {
    const change = kind.rename?.(object, partName(renamed), scene)
    return [change ?? `ALTER ${naming(kind, object)} RENAME TO ${lastName(renamed)}`].flat()
  }
  const [oldSchema, schema] = [schemaName(object.identity), schemaName(name)]
  const moved =
    schema === oldSchema ? object : { ...object, identity: `${schema}.${baseName(object.identity)}` }
  return [
    ...(schema === oldSchema ? [] : [`ALTER ${naming(kind, object)} SET SCHEMA ${schema}`]),
    ...(moved.identity === name
      ? []
      : [`ALTER ${keywordFor(kind, object)} ${moved.identity} RENAME TO ${lastName(renamed)}`]),
  ]
}

/** `other` of `shop.other(integer)` and of `shop.other USING btree`. */
function lastName({ identity, within }: CatalogObject): string {
  if (within !== undefined && !identity.includes('.'))
    return partName({ identity, within, kind: '', attributes: {} })
  return baseName(identity.replace(/\(.*$| USING \S+$/s, ''))
}

/**
 * The catalog after a rename: wherever the name stood there is the new one. What an expression says is taken from where the
 * name is new already; should more have changed in it, the next look at the server shows that.
 */
function renameObject(catalog: Catalog, to: Catalog, object: CatalogObject, name: string): Catalog {
  const [oldKey, newKey] = [keyOf(object), objectKey(object.kind, name)]
  const renameKey = (key: string) => {
    if (key === oldKey) return newKey
    if (catalog.get(key)?.within === oldKey) return renamePart(key, object.identity, name)
    // What takes a type has its name in its own: `function shop.next(shop.state)`, and what is in a schema has that one's.
    const renamed = renameMention(key, object, name)
    const isThere = to.has(renamed) && !catalog.has(renamed)
    return isThere || isInside(catalog.get(key), object) ? renamed : key
  }
  const entries = [...catalog.values()].map(it => {
    const key = renameKey(keyOf(it))
    const dependsOn = it.dependsOn?.map(renameKey)
    const isConcerned =
      key !== keyOf(it) ||
      key === object.within ||
      String(dependsOn) !== String(it.dependsOn) ||
      it.within === object.within
    const renamed: CatalogObject = {
      ...it,
      identity: key.slice(it.kind.length + 1),
      ...(it.within !== undefined && { within: renameKey(it.within) }),
      ...(it.comesWith !== undefined && { comesWith: renameKey(it.comesWith) }),
      ...(dependsOn !== undefined && { dependsOn }),
      attributes: isConcerned ? renameInside(it.attributes, object, name, to.get(key)) : it.attributes,
    }
    return [key, renamed] as const
  })
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** `constraint x on shop.a` as `constraint x on shop.b`, `column shop.a.c` as `column shop.b.c`. */
function renamePart(key: string, from: string, to: string): string {
  if (key.endsWith(` on ${from}`)) return `${key.slice(0, -from.length)}${to}`
  const at = key.indexOf(` ${from}.`)
  return at < 0 ? key : `${key.slice(0, at + 1)}${to}${key.slice(at + 1 + from.length)}`
}

function renameMention(text: string, { kind, identity }: CatalogObject, to: string): string {
  const name = identity.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  const after = kind === 'schema' ? '[\\w"(]' : '[\\w."(]'
  return text.replace(new RegExp(`(?<![\\w."])${name}(?!${after})`, 'gu'), () => to)
}

/** What people wrote says the old name until somebody writes it anew. */
const writings = new Set(['prosrc', 'proconfig', 'setconfig', 'description'])

function renameInside(
  attributes: CatalogObject['attributes'],
  object: CatalogObject,
  name: string,
  target: CatalogObject | undefined,
): CatalogObject['attributes'] {
  const isColumn = object.kind.endsWith(' column')
  const [old, now] = isColumn
    ? [partName(object), partName({ ...object, identity: name })]
    : [object.identity, name]
  const rename = (value: AttributeValue, attribute: string): AttributeValue => {
    if (value === old) return now
    if (typeof value === 'string' && !isColumn && !writings.has(attribute)) {
      return renameMention(value, object, now)
    }
    if (Array.isArray(value)) return value.map(it => rename(it, attribute))
    const isExpression = typeof value === 'object' && value !== null
    return isExpression ? (target?.attributes[attribute] ?? value) : value
  }
  const isAsItShouldBe = (value: AttributeValue, attribute: string) =>
    JSON.stringify(value) === JSON.stringify(target?.attributes[attribute])
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [
      key,
      isAsItShouldBe(value, key) ? value : rename(value, key),
    ]),
  )
}
