import { listOf, textOf } from './attributes.ts'
import { type Catalog, keyOf } from './catalog.ts'
import { unquote } from './identity.ts'

export interface Schema {
  /** In the catalog: `schema shop`. */
  key: string
  name: string
  owner: string
  comment?: string
  /** Privileges that were granted or taken, such as `USAGE to reader`. */
  privileges: string[]
}

/** Every schema that is not PostgreSQL's own, by name; one that an extension made may hold anybody's tables. */
export function readSchemas(catalog: Catalog): Schema[] {
  return [...catalog.values()]
    .filter(({ kind, isBuiltIn }) => kind === 'schema' && !isBuiltIn)
    .map(object => ({
      key: keyOf(object),
      name: unquote(object.identity),
      owner: textOf(object, 'nspowner') ?? '',
      comment: textOf(object, 'description'),
      privileges: listOf(object, 'nspacl'),
    }))
}
