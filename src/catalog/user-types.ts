import { listOf, textOf } from './attributes.ts'
import { type Catalog, type CatalogObject, groupParts, keyOf } from './catalog.ts'
import { compareNames, splitIdentity, unquote } from './identity.ts'
import type { Check } from './table.ts'
import { readCheck } from './table-parts.ts'

/** A type that somebody made, with what its kind has. */
export interface UserType {
  /** In the catalog: `type shop.status`. */
  key: string
  /** Qualified and quoted. */
  identity: string
  schema: string
  name: string
  kind: 'enum' | 'domain' | 'composite' | 'range' | 'multirange' | 'base'
  owner: string
  comment?: string
  /** The extension that brought it. */
  extension?: string
  /** Of an enum. */
  labels: string[]
  /** What a domain is over, or a range of. */
  base?: string
  /** Of a domain. */
  isNullable: boolean
  default?: string
  checks: Check[]
  /** Of a composite type. */
  fields: { name: string; type: string; comment?: string }[]
}

const kinds: Record<string, UserType['kind']> = {
  e: 'enum',
  d: 'domain',
  c: 'composite',
  r: 'range',
  m: 'multirange',
  b: 'base',
}

/** Every type that somebody made, by schema and name. */
export function readTypes(catalog: Catalog): UserType[] {
  const parts = groupParts(catalog)
  return [...catalog.values()]
    .filter(({ kind, isBuiltIn }) => kind === 'type' && !isBuiltIn)
    .map(object => readType(object, parts.get(keyOf(object)) ?? []))
    .sort(compareNames)
}

function readType(object: CatalogObject, parts: readonly CatalogObject[]): UserType {
  const { identity, attributes } = object
  const [schema, name] = splitIdentity(identity) as [string, string]
  return {
    key: keyOf(object),
    identity,
    schema,
    name,
    kind: kinds[textOf(object, 'typtype') ?? ''] ?? 'base',
    owner: textOf(object, 'typowner') ?? '',
    comment: textOf(object, 'description'),
    extension: textOf(object, 'member_of'),
    labels: listOf(object, 'enumlabel'),
    base: textOf(object, 'typbasetype') ?? textOf(object, 'rngsubtype'),
    isNullable: attributes.typnotnull !== true,
    default: textOf(object, 'typdefaultbin') ?? textOf(object, 'typdefault'),
    checks: parts.filter(it => it.attributes.contype === 'c').map(it => readCheck(it, object)),
    fields: readFields(object, parts),
  }
}

/** The attributes of a composite type, in its order. */
function readFields(type: CatalogObject, parts: readonly CatalogObject[]): UserType['fields'] {
  const byIdentity = new Map(parts.map(part => [part.identity, part]))
  return listOf(type, 'fields').flatMap(quoted => {
    const field = byIdentity.get(`${type.identity}.${quoted}`)
    if (field === undefined) return []
    return [
      { name: unquote(quoted), type: textOf(field, 'type') ?? '', comment: textOf(field, 'description') },
    ]
  })
}
