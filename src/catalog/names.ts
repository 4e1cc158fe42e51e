import type { Session } from '../engine/index.ts'
import type { SystemCatalog } from './system-catalogs.ts'

export interface ObjectName {
  kind: string
  identity: string
  /** As SQL would name it where another object refers to it. */
  label: string
}

/** Names for OIDs: first they are asked for, then all are read at once. */
export class Names {
  #catalogs: Map<string, SystemCatalog>
  #wanted = new Map<string, Set<string>>()
  #found = new Map<string, Map<string, ObjectName>>()

  constructor(catalogs: readonly SystemCatalog[]) {
    this.#catalogs = new Map(catalogs.map(catalog => [catalog.name, catalog]))
  }

  /** What is known need not be asked for. */
  learn(catalog: string, oid: string, name: ObjectName): void {
    const names = this.#found.get(catalog)
    if (names === undefined) this.#found.set(catalog, new Map([[oid, name]]))
    else names.set(oid, name)
  }

  /** `catalog` is the name of a system catalog or its OID. */
  want(catalog: string, oid: string): void {
    if (oid === '0' || this.find(catalog, oid) !== undefined) return
    const key = this.#catalogs.get(catalog)?.oid ?? catalog
    const oids = this.#wanted.get(key)
    if (oids === undefined) this.#wanted.set(key, new Set([oid]))
    else oids.add(oid)
  }

  find(catalog: string, oid: string): ObjectName | undefined {
    const key = this.#catalogs.get(catalog)?.oid ?? catalog
    return this.#found.get(key)?.get(oid)
  }

  async read(session: Session): Promise<void> {
    const wanted = [...this.#wanted].map(([catalog, oids]) => ({ catalog, oids: [...oids] }))
    const enums = this.#catalogs.get('pg_enum')!.oid
    const [row] = await session.query<{ names: [string, string, string, string, string?][] | null }>(
      `select json_agg(case when o.identity = l.label then json_build_array(w.catalog, w.oid, o.type, o.identity)
          else json_build_array(w.catalog, w.oid, o.type, o.identity, l.label) end) as names
      from (select catalog::oid, unnest(oids)::oid as oid from json_to_recordset($1) w(catalog text, oids text[])) w
      cross join lateral (
        select i.type, i.identity from pg_identify_object(w.catalog, w.oid, 0) i where w.catalog <> ${enums}
        union all select 'enum label', enumlabel from pg_enum where w.catalog = ${enums} and oid = w.oid) o
      cross join lateral (select case w.catalog when 'pg_type'::regclass then format_type(w.oid, null)
        when 'pg_proc'::regclass then w.oid::regprocedure::text when 'pg_database'::regclass then 'this database'
        else o.identity end as label) l`,
      [JSON.stringify(wanted)],
    )
    for (const [catalog, oid, kind, identity, label = identity] of row?.names ?? []) {
      if (identity !== null) this.learn(catalog, oid, { kind, identity, label })
    }
  }
}
