import type { Session } from '../engine/index.ts'
import type { CatalogObject } from './catalog.ts'
import type { SystemCatalog } from './system-catalogs.ts'

export interface ObjectName {
  kind: string
  identity: string
  /** As SQL would name it where another object refers to it. */
  label: string
}

/** What stands at an OID of a catalog. */
export interface Place {
  /** Missing until it is read, and where there is nothing but what is temporary. */
  name?: ObjectName
  /** A relation's columns: their names, quoted, by their numbers. */
  columns: string[]
  /** The object that is read, and behind it those of its columns by their numbers. */
  objects: CatalogObject[]
}

/** Temporary objects are a session's, not the database's. */
const isTemporary = /(?:^| )pg_(?:temp|toast)(?:_\d+)?\./

/**
 * All that objects are found by while they are read, by `catalog/oid`: who asks for a place gets one, and for those that
 * have no name then, all names are read at once.
 */
export class Places {
  #catalogs: Map<string, number>
  /** By numbers, which are found several times as fast as texts that were just cut out of others. */
  #places = new Map<number, Map<number, Place>>()

  constructor(catalogs: readonly SystemCatalog[]) {
    this.#catalogs = new Map(catalogs.map(({ name, oid }) => [name, Number(oid)]))
  }

  at(key: string): Place {
    const end = key.indexOf('/')
    return this.#find(readNumber(key, 0, end), readNumber(key, end + 1, key.length))
  }

  of(catalog: string, oid: string): Place {
    return this.#find(this.#catalogs.get(catalog)!, readNumber(oid, 0, oid.length))
  }

  all(): Place[] {
    return [...this.#places.values()].flatMap(places => [...places.values()])
  }

  #find(catalog: number, oid: number): Place {
    let places = this.#places.get(catalog)
    if (places === undefined) {
      places = new Map()
      this.#places.set(catalog, places)
    }
    let place = places.get(oid)
    if (place === undefined) {
      place = { name: undefined, columns: [], objects: [] }
      places.set(oid, place)
    }
    return place
  }

  async readNames(session: Session): Promise<void> {
    const wanted = [...this.#places].flatMap(([catalog, places]) =>
      [...places].flatMap(([oid, { name }]) => (name === undefined && oid > 0 ? `${catalog}/${oid}` : [])),
    )
    const enums = this.#catalogs.get('pg_enum')
    const rows = await session.query<{ place: string } & ObjectName>(
      `select w.place, o.type as kind, o.identity, l.label
      from (select place, split_part(place, '/', 1)::oid as catalog, split_part(place, '/', 2)::oid as oid
        from unnest($1::text[]) place) w
      cross join lateral (
        select i.type, i.identity from pg_identify_object(w.catalog, w.oid, 0) i where w.catalog <> ${enums}
        union all select 'enum label', enumlabel from pg_enum where w.catalog = ${enums} and oid = w.oid) o
      cross join lateral (select case w.catalog when 'pg_type'::regclass then format_type(w.oid, null)
        when 'pg_proc'::regclass then w.oid::regprocedure::text when 'pg_database'::regclass then 'this database'
        else o.identity end as label) l where o.identity is not null`,
      [wanted],
    )
    for (const { place, ...name } of rows) {
      if (!isTemporary.test(name.identity)) this.at(place).name = name
    }
  }
}

function readNumber(text: string, start: number, end: number): number {
  let number = 0
  for (let i = start; i < end; i++) number = number * 10 + text.charCodeAt(i) - 48
  return number
}
