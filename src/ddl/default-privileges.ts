import type { AttributeValue, Catalog, CatalogObject } from '../catalog/index.ts'
import { schemaName } from './names.ts'
import { list } from './values.ts'

/** What ALTER DEFAULT PRIVILEGES calls the kinds of objects, and where their privileges stand. */
const targets: Record<string, [name: string, attribute: string]> = {
  table: ['tables', 'relacl'],
  view: ['tables', 'relacl'],
  'materialized view': ['tables', 'relacl'],
  'foreign table': ['tables', 'relacl'],
  sequence: ['sequences', 'relacl'],
  function: ['functions', 'proacl'],
  procedure: ['functions', 'proacl'],
  aggregate: ['functions', 'proacl'],
  type: ['types', 'typacl'],
  schema: ['schemas', 'nspacl'],
}

/** The privileges that an object has as soon as a role makes it, by the default privileges that there are. */
export function defaultPrivileges(
  { kind, identity }: CatalogObject,
  role: string,
  catalog: Catalog,
): Record<string, AttributeValue> {
  const target = targets[kind]
  if (target === undefined) return {}
  const [name, attribute] = target
  const granted = [`on ${name}`, `in schema ${schemaName(identity)} on ${name}`]
    .map(where => catalog.get(`default acl for role ${role} ${where}`))
    .flatMap(object => (object === undefined ? [] : list(object, 'defaclacl')))
  return granted.length === 0 ? {} : { [attribute]: [...new Set(granted)].sort() }
}
