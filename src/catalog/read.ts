import type { Session } from '../engine/index.ts'
import { quoteIdentifier, quoteLiteral } from '../sql/index.ts'
import { type AttributeValue, type Catalog, type CatalogObject, objectKey } from './catalog.ts'
import { type Reading, readings, skippedCatalogs } from './readings.ts'
import { readSystemCatalogs, type SystemCatalog, type SystemColumn } from './system-catalogs.ts'

/** Objects below this OID are PostgreSQL's own (`FirstNormalObjectId` in the server's source). */
export const firstUserOid = 16384

interface CatalogRow {
  kind: string
  identity: string
  attributes: Record<string, AttributeValue>
}

/**
 * Reads what a database is: one object for everything in the system catalogs that is not PostgreSQL's own, nor a member
 * of an extension. Names replace OIDs, so that two databases can be compared.
 */
export async function readCatalog(session: Session): Promise<Catalog> {
  // With an empty search path the server qualifies every name it prints.
  return session.aside(async () => {
    const catalogs = (await readSystemCatalogs(session)).filter(({ name }) => !skippedCatalogs.has(name))
    return collectObjects(await session.query<CatalogRow>(catalogs.map(renderQuery).join('\nunion all\n')))
  })
}

/** Rows of several catalogs can describe one object: an index stands in `pg_class` and in `pg_index`. */
function collectObjects(rows: readonly CatalogRow[]): Catalog {
  const objects = new Map<string, CatalogObject>()
  for (const { kind, identity, attributes } of rows) {
    const key = objectKey(kind, identity)
    const object = objects.get(key)
    if (object === undefined) objects.set(key, { kind, identity, attributes })
    else Object.assign(object.attributes, attributes)
  }
  return new Map([...objects].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function renderQuery(catalog: SystemCatalog): string {
  const reading = readings[catalog.name] ?? {}
  const identify = reading.identify ?? 'pg_identify_object(c.tableoid, c.oid, 0)'
  // Temporary objects are the session's, not the database's.
  const isLasting = "o.identity !~ '(^| )pg_temp(_[0-9]+)?[.]'"
  const conditions = ['o.identity is not null', isLasting, isUserObject(catalog, reading), reading.where]
  return `select o.type as kind, o.identity, ${renderAttributes(catalog, reading)} as attributes
    from ${catalog.name} c cross join lateral ${identify} o
    where ${conditions
      .filter(it => it !== undefined)
      .map(it => `(${it})`)
      .join(' and ')}`
}

function isUserObject(catalog: SystemCatalog, reading: Reading): string | undefined {
  if (!catalog.hasOid) {
    const owner = catalog.columns[0]!
    return owner.references === undefined ? undefined : `c.${owner.name} >= ${firstUserOid}`
  }
  if (reading.identify !== undefined) return undefined
  const isMember = `exists (select from pg_depend d
      where d.classid = c.tableoid and d.objid = c.oid and d.deptype = 'e')`
  const isOwn =
    catalog.name === 'pg_namespace'
      ? `c.oid >= ${firstUserOid} or c.nspname = 'public'`
      : `c.oid >= ${firstUserOid}`
  return `(${isOwn}) and not ${isMember}`
}

function renderAttributes(
  catalog: SystemCatalog,
  { leaveOut = '', instead = {}, also = {} }: Reading,
): string {
  const hidden = new Set(leaveOut.split(/\s+/))
  const columns = catalog.columns
    .filter(({ name }) => !hidden.has(name))
    .map(column => [column.name, instead[column.name] ?? renderColumn(column)] as const)
  const pairs = [...columns, ...Object.entries(also)].map(
    ([name, value]) => `${quoteLiteral(name)}, ${value}`,
  )
  return `json_build_object(${pairs.join(', ')})`
}

/** Types that print an OID as the name of what it points to. */
const namingTypes: Record<string, string> = {
  pg_authid: 'regrole',
  pg_class: 'regclass',
  pg_collation: 'regcollation',
  pg_namespace: 'regnamespace',
  pg_operator: 'regoperator',
  pg_proc: 'regprocedure',
  pg_ts_config: 'regconfig',
  pg_ts_dict: 'regdictionary',
  pg_type: 'regtype',
}

function renderColumn({ name, type, references }: SystemColumn): string {
  const column = `c.${quoteIdentifier(name)}`
  if (type === 'aclitem[]') return `(select array_agg(a::text order by a::text) from unnest(${column}) a)`
  if (references === undefined)
    return type === 'pg_node_tree' ? `(${column} is not null)` : `${column}::${jsonType(type)}`
  if (type.endsWith('[]') || type === 'oidvector') {
    return `(select array_agg(${renderReference('e', references)} order by n) from unnest(${column}::oid[]) with ordinality u(e, n))`
  }
  return renderReference(`${column}::oid`, references)
}

function renderReference(oid: string, catalog: string): string {
  const type = namingTypes[catalog]
  if (type !== undefined) return `${oid}::${type}::text`
  return `(pg_identify_object('${catalog}'::regclass, ${oid}, 0)).identity`
}

/** Types that JSON has no form for are shown as text. */
function jsonType(type: string): string {
  return [
    'boolean',
    'smallint',
    'integer',
    'bigint',
    'real',
    'double precision',
    'text[]',
    'smallint[]',
  ].includes(type)
    ? type
    : 'text'
}
