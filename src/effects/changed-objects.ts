import { firstUserOid } from '../catalog/index.ts'
import type { Session } from '../engine/index.ts'

/** A catalog row that a transaction wrote or removed, as the object it belongs to. */
export interface TouchedObject {
  /** Catalog, OID and column number: the same before and after a rename. */
  address: string
  /** Another version means another write. */
  version: string
  kind: string
  identity: string
  /** Whether the row is the object's own and not one about a part of it, such as its comment. */
  isItself: boolean
  /** The table that a column, constraint, trigger or policy belongs to; otherwise 0. */
  ownerOid: number
}

/** Where the object of a catalog row is found, for the catalogs that describe parts of a relation. */
interface Part {
  address: string
  owner: string
  where?: string
  /** Whether there is such a row exactly while there is the object. */
  isItself?: boolean
}

const relationPart = (column: string): Part => ({
  address: `'pg_class'::regclass, c.${column}, 0`,
  owner: '0',
})
const own = 'c.tableoid, c.oid, 0'
const whole: Part = { address: own, owner: '0' }

const parts: Record<string, Part> = {
  pg_attribute: {
    address: "'pg_class'::regclass, c.attrelid, c.attnum",
    owner: 'c.attrelid',
    where: `c.attnum > 0 and not c.attisdropped
      and (select r.relkind from pg_catalog.pg_class r where r.oid = c.attrelid) in ('r', 'p', 'v', 'm', 'f', 'c')`,
    isItself: true,
  },
  pg_attrdef: { address: "'pg_class'::regclass, c.adrelid, c.adnum", owner: 'c.adrelid' },
  // What PostgreSQL 18 notes of a NOT NULL says no more than the column, and what a foreign key to a partitioned table has
  // for each partition no more than the key.
  pg_constraint: {
    address: own,
    owner: 'c.conrelid',
    where: `c.contype <> 'n' and not exists (select from pg_catalog.pg_constraint p
      where p.oid = c.conparentid and p.conrelid = c.conrelid)`,
  },
  pg_policy: { address: own, owner: 'c.polrelid' },
  pg_rewrite: { address: "'pg_class'::regclass, c.ev_class, 0", owner: '0' },
  pg_trigger: { address: own, owner: 'c.tgrelid', where: 'not c.tgisinternal' },
  pg_enum: { address: "'pg_type'::regclass, c.enumtypid, 0", owner: '0' },
  pg_description: { address: 'c.classoid, c.objoid, c.objsubid', owner: '0' },
  pg_index: relationPart('indexrelid'),
  pg_sequence: relationPart('seqrelid'),
  pg_inherits: relationPart('inhrelid'),
  pg_class: { address: own, owner: '0', where: "c.relkind <> 't'" },
  pg_type: {
    address: own,
    owner: '0',
    where: `(c.typrelid = 0 or (select r.relkind from pg_catalog.pg_class r where r.oid = c.typrelid) = 'c')
      and not exists (select from pg_catalog.pg_type e where e.typarray = c.oid)`,
  },
}

const uninteresting = [
  'pg_largeobject_metadata',
  'pg_largeobject',
  'pg_database',
  'pg_tablespace',
  'pg_statistic_ext_data',
]

/** The query for rows whose `xmin` (they were written) or `xmax` (removed) is `$1` or later. */
async function renderQuery(session: Session, mark: 'xmin' | 'xmax'): Promise<string> {
  const catalogs = await session.query<{ name: string }>(`
    select distinct c.relname as name from pg_catalog.pg_class c
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = 'oid'
    where c.relnamespace = 'pg_catalog'::regnamespace and c.relkind = 'r' order by 1`)
  const names = new Set([...catalogs.map(({ name }) => name), ...Object.keys(parts)])
  const selects = [...names]
    .filter(name => !uninteresting.includes(name))
    .map(name => {
      const { address, owner, where = 'true', isItself = address === own } = parts[name] ?? whole
      return `select c.xmin::text || ' ' || c.cmin || ' ' || c.ctid as version, ${owner}::oid as owner, ${isItself} as itself, a.*
        from pg_catalog.${name} c cross join lateral (values (${address})) a (classid, objid, subid)
        where c.${mark}::text::bigint >= $1 and a.objid >= ${firstUserOid} and ${where}`
    })
  return `select t.classid::regclass || ' ' || t.objid || ' ' || t.subid as address, string_agg(t.version, ' ' order by t.version) as version,
      o.type as kind, o.identity, max(t.owner::bigint)::int as "ownerOid",
      bool_or(t.itself) as "isItself"
    from (${selects.join('\nunion all\n')}) t
    cross join lateral pg_catalog.pg_identify_object(t.classid, t.objid, t.subid) o
    where o.identity is not null and o.identity !~ '(^| )pg_(toast|temp)'
    group by t.classid, t.objid, t.subid, o.type, o.identity order by o.type, o.identity`
}

/** Reads which objects the transactions since `firstXid` touched. */
export class ChangedObjects {
  readonly #written: string
  readonly #removed: string

  private constructor(written: string, removed: string) {
    this.#written = written
    this.#removed = removed
  }

  static async prepare(session: Session): Promise<ChangedObjects> {
    return new ChangedObjects(await renderQuery(session, 'xmin'), await renderQuery(session, 'xmax'))
  }

  /** The objects as the writing session sees them now: created and changed ones. */
  readWritten(session: Session, firstXid: string): Promise<TouchedObject[]> {
    return session.query<TouchedObject>(this.#written, [firstXid])
  }

  /** All objects as the session sees them now. */
  readAll(session: Session): Promise<TouchedObject[]> {
    return this.readWritten(session, '0')
  }

  /** The objects as everybody else still sees them, while the transaction is open: changed and dropped ones. */
  readRemoved(witness: Session, firstXid: string): Promise<TouchedObject[]> {
    return witness.query<TouchedObject>(this.#removed, [firstXid])
  }

  /** Those of the objects that are still there for the session: what a savepoint took back leaves traces too. */
  async readStanding(session: Session, objects: readonly TouchedObject[]): Promise<Set<string>> {
    if (objects.length === 0) return new Set()
    const rows = await session.query<{ address: string }>(
      `select a.address from pg_catalog.unnest($1::text[]) a(address)
        cross join lateral pg_catalog.string_to_array(a.address, ' ') part
        cross join lateral pg_catalog.pg_identify_object(part[1]::regclass, part[2]::oid, part[3]::int) o
        where o.identity is not null and not exists (select from pg_catalog.pg_attribute c
          where part[1] = 'pg_class' and c.attrelid = part[2]::oid and c.attnum = part[3]::int and c.attisdropped)`,
      [objects.map(({ address }) => address)],
    )
    return new Set(rows.map(({ address }) => address))
  }
}
