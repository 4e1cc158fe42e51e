import { type Catalog, type CatalogDifference, describeAttribute, objectKey } from '../catalog/index.ts'
import type { Session } from '../engine/index.ts'

/** What a live server knows of who changed its objects and when; it keeps no record of who it was. */
export interface Traces {
  /** Whether `track_commit_timestamp` is on. */
  hasTimes: boolean
  /** What writes DDL down elsewhere: an extension, event triggers. */
  recorders: string[]
  /** By the key of the object. */
  byObject: Map<string, Trace>
}

export interface Trace {
  /** When the object's rows in the system catalogs were last written, as `2026-11-02T13:04:05Z`. */
  changedAt?: string
  /** Logins with the owner's rights, such as `app (owner)` and `anna (member of app)`. */
  couldHave: string[]
}

/** Reads them for objects that are there, from within a session that need not be a superuser's. */
export async function readTraces(
  session: Session,
  differences: readonly CatalogDifference[],
  catalog: Catalog,
): Promise<Traces> {
  return session.aside(async () => {
    const there = differences.filter(({ change }) => change !== 'removed')
    const [server] = await session.query<{ hasTimes: boolean; recorders: string[] }>(aboutServer)
    const times = server!.hasTimes ? await readTimes(session, there) : new Map<string, string>()
    const keys = there.map(({ kind, identity }) => objectKey(kind, identity))
    const owners = new Map(keys.map(key => [key, findOwner(key, catalog)]))
    const logins = await readLogins(session, [...new Set(owners.values())])
    const traces = keys.map((key): [string, Trace] => {
      const changedAt = times.get(key)
      return [key, { ...(changedAt && { changedAt }), couldHave: listLogins(owners.get(key), logins) }]
    })
    return { ...server!, byObject: new Map(traces) }
  })
}

const aboutServer = `select pg_catalog.current_setting('track_commit_timestamp') = 'on' as "hasTimes",
  array(select 'extension ' || extname from pg_catalog.pg_extension where extname = 'pgaudit'
    union all select 'event trigger ' || evtname from pg_catalog.pg_event_trigger
      where evtenabled <> 'D' and evtevent in ('ddl_command_end', 'sql_drop')) as recorders`

/** The owner of the object or of what it is a part of, as SQL writes the name. */
function findOwner(key: string, catalog: Catalog): string | undefined {
  const object = catalog.get(key)
  const owner = Object.keys(object?.attributes ?? {}).find(name => describeAttribute(name).words === 'owner')
  if (owner !== undefined) return String(object!.attributes[owner])
  return object?.within === undefined ? undefined : findOwner(object.within, catalog)
}

interface Login {
  name: string
  isSuperuser: boolean
  /** The owners whose rights it has, itself among them. */
  roles: string[]
}

/** A superuser is a member of every role, which says nothing. */
function readLogins(session: Session, owners: readonly (string | undefined)[]): Promise<Login[]> {
  return session.query<Login>(
    `
    select quote_ident(l.rolname) as name, l.rolsuper as "isSuperuser",
      case when l.rolsuper then array[quote_ident(l.rolname)] else array(select quote_ident(r.rolname)
        from pg_catalog.pg_roles r where quote_ident(r.rolname) = any($1) and pg_has_role(l.oid, r.oid, 'member'))
      end as roles
    from pg_catalog.pg_roles l where l.rolcanlogin order by l.rolsuper, l.rolname`,
    [owners.filter(owner => owner !== undefined)],
  )
}

const mostNamed = 10

/** The owner, its members, the superusers; without an owner the superusers only. */
function listLogins(owner: string | undefined, logins: readonly Login[]): string[] {
  const named = logins.flatMap(({ name, isSuperuser, roles }) => {
    if (name === owner) return [`${name} (owner${isSuperuser ? ', superuser' : ''})`]
    if (isSuperuser) return [`${name} (superuser)`]
    return owner !== undefined && roles.includes(owner) ? [`${name} (member of ${owner})`] : []
  })
  const sorted = named.sort((a, b) => Number(b.includes('(owner')) - Number(a.includes('(owner')))
  const rest = sorted.length - mostNamed
  return rest > 0 ? [...sorted.slice(0, mostNamed), `${rest} more`] : sorted
}

interface Rows {
  kinds: RegExp
  catalog: string
  /** Rows of other catalogs that describe the same objects, by the column with the OID. */
  also?: Record<string, string>
}

/** Where the objects of a kind have their rows. Roles are left out: only a superuser may read those. */
const rowsOfKinds: Rows[] = [
  { kinds: /constraint$/, catalog: 'pg_constraint', also: { pg_trigger: 'tgconstraint' } },
  { kinds: /^trigger$/, catalog: 'pg_trigger' },
  { kinds: /^policy$/, catalog: 'pg_policy' },
  { kinds: /^rule$/, catalog: 'pg_rewrite' },
  { kinds: /^schema$/, catalog: 'pg_namespace' },
  { kinds: /^(function|procedure|aggregate)$/, catalog: 'pg_proc' },
  { kinds: /^(type|domain)$/, catalog: 'pg_type', also: { pg_enum: 'enumtypid', pg_range: 'rngtypid' } },
  { kinds: /^extension$/, catalog: 'pg_extension' },
  { kinds: /^event trigger$/, catalog: 'pg_event_trigger' },
  { kinds: /^statistics object$/, catalog: 'pg_statistic_ext' },
  { kinds: /^publication$/, catalog: 'pg_publication' },
  { kinds: /^foreign-data wrapper$/, catalog: 'pg_foreign_data_wrapper' },
  { kinds: /^server$/, catalog: 'pg_foreign_server' },
  {
    kinds: /^((foreign |partitioned )?table|index|sequence|(materialized )?view|composite type)$/,
    catalog: 'pg_class',
    also: {
      pg_index: 'indexrelid',
      pg_sequence: 'seqrelid',
      pg_inherits: 'inhrelid',
      pg_rewrite: 'ev_class',
    },
  },
]

/** Null for a row that is older than what the server remembers. */
const committed = (row: string) => `pg_xact_commit_timestamp(${row}.xmin)`

const columnTimes = `select attrelid as oid, attnum as part, 'pg_class'::regclass as class,
    greatest(${committed('a')}, ${committed('d')}) as at
  from pg_attribute a left join pg_attrdef d on d.adrelid = attrelid and d.adnum = attnum
  where attnum > 0 and not attisdropped`

function objectTimes({ catalog, also = {} }: Rows): string {
  const others = Object.entries(also).map(
    ([other, column]) => `(select max(${committed('o')}) from ${other} o where o.${column} = c.oid)`,
  )
  return `select c.oid, 0 as part, '${catalog}'::regclass as class,
    greatest(${[committed('c'), ...others].join(', ')}) as at from ${catalog} c`
}

/** When the rows of objects were last written, comments included, as far as the server still knows. */
async function readTimes(
  session: Session,
  differences: readonly CatalogDifference[],
): Promise<Map<string, string>> {
  const kinds = [...new Set(differences.map(({ kind }) => kind))]
  const queries = [
    ...rowsOfKinds.filter(rows => kinds.some(kind => rows.kinds.test(kind))).map(objectTimes),
    ...(kinds.some(kind => kind.endsWith(' column')) ? [columnTimes] : []),
  ]
  if (queries.length === 0) return new Map()
  const rows = await session.query<{ key: string; at: string }>(
    `select i.type || ' ' || i.identity as key, to_char(greatest(t.at, n.at) at time zone 'UTC',
        'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
      from (${queries.join(' union all ')}) t
      left join lateral (select max(${committed('pg_description')}) as at from pg_description
        where objoid = t.oid and classoid = t.class and objsubid = t.part) n on true
      cross join lateral pg_identify_object(t.class, t.oid, t.part) i
      where greatest(t.at, n.at) is not null and i.type || ' ' || i.identity = any($1)`,
    [differences.map(({ kind, identity }) => objectKey(kind, identity))],
  )
  return new Map(rows.map(({ key, at }) => [key, at]))
}
