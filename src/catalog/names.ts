import type { Session } from '../engine/index.ts'
import type { SystemCatalog } from './system-catalogs.ts'

export interface ObjectName {
  kind: string
  identity: string
  /** As SQL would name it where another object refers to it. */
  label: string
}

/** Temporary objects are a session's, not the database's. */
const isTemporary = /(?:^| )pg_(?:temp|toast)(?:_\d+)?\./

/** Names for what stands at a place (`catalog/oid`): first they are asked for, then all are read at once. */
export class Names {
  #catalogs: Map<string, string>
  #wanted = new Set<string>()
  #found = new Map<string, ObjectName>()

  constructor(catalogs: readonly SystemCatalog[]) {
    this.#catalogs = new Map(catalogs.map(({ name, oid }) => [name, oid]))
  }

  placeOf(catalog: string, oid: string): string {
    return `${this.#catalogs.get(catalog)}/${oid}`
  }

  /** What is known need not be asked for. */
  learn(place: string, name: ObjectName): void {
    if (!isTemporary.test(name.identity)) this.#found.set(place, name)
  }

  want(place: string): void {
    if (!this.#found.has(place)) this.#wanted.add(place)
  }

  at(place: string): ObjectName | undefined {
    return this.#found.get(place)
  }

  find(catalog: string, oid: string): ObjectName | undefined {
    return this.at(this.placeOf(catalog, oid))
  }

  async read(session: Session): Promise<void> {
    const enums = this.#catalogs.get('pg_enum')
    const [row] = await session.query<{ names: [string, string, string, string, string?][] | null }>(
      `select json_agg(case when o.identity = l.label then json_build_array(w.catalog, w.oid, o.type, o.identity)
          else json_build_array(w.catalog, w.oid, o.type, o.identity, l.label) end) as names
      from (select split_part(place, '/', 1)::oid as catalog, split_part(place, '/', 2)::oid as oid
        from unnest($1::text[]) place) w
      cross join lateral (
        select i.type, i.identity from pg_identify_object(w.catalog, w.oid, 0) i where w.catalog <> ${enums}
        union all select 'enum label', enumlabel from pg_enum where w.catalog = ${enums} and oid = w.oid) o
      cross join lateral (select case w.catalog when 'pg_type'::regclass then format_type(w.oid, null)
        when 'pg_proc'::regclass then w.oid::regprocedure::text when 'pg_database'::regclass then 'this database'
        else o.identity end as label) l`,
      [[...this.#wanted].filter(place => /[1-9]\d*\/[1-9]/.test(place))],
    )
    for (const [catalog, oid, kind, identity, label = identity] of row?.names ?? []) {
      if (identity !== null) this.learn(`${catalog}/${oid}`, { kind, identity, label })
    }
  }
}
