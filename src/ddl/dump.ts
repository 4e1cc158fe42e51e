import { type Catalog, type CatalogObject, isOfCluster, objectKey } from '../catalog/index.ts'
import { type Plan, planChanges } from './plan.ts'

export interface DumpOptions {
  /** Major version of the server that the catalog was read on. */
  major: number
  /** With what belongs to the whole cluster, too: roles, memberships, tablespaces, settings. */
  hasCluster?: boolean
}

/** What makes an empty database this one: a dump is the change from nothing. */
export function planDump(catalog: Catalog, { major, hasCluster = false }: DumpOptions): Promise<Plan> {
  const to = hasCluster ? catalog : new Map([...catalog].filter(([, { kind }]) => !isOfCluster(kind)))
  return planChanges(emptyCatalog(to, major), to, { major })
}

/** What CREATE DATABASE makes; where it depends on how it was called, what the other database has. */
function emptyCatalog(like: Catalog, major: number): Catalog {
  const owner = major >= 15 ? 'pg_database_owner' : like.get('schema public')?.attributes.nspowner
  const schema: CatalogObject = {
    kind: 'schema',
    identity: 'public',
    attributes: { description: 'standard public schema', ...(owner !== undefined && { nspowner: owner }) },
  }
  const kept = ['extension plpgsql', 'database itself'].flatMap(key => like.get(key) ?? [])
  return new Map([schema, ...kept.map(bareDatabase)].map(it => [objectKey(it.kind, it.identity), it]))
}

/** A database without what can be said of it afterwards. */
function bareDatabase(object: CatalogObject): CatalogObject {
  if (object.kind !== 'database') return object
  const { datacl, description, datconnlimit, datistemplate, ...attributes } = object.attributes
  return { ...object, attributes: { ...attributes, datconnlimit: -1 } }
}
