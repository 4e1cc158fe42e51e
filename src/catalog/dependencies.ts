import type { Session } from '../engine/index.ts'
import type { CatalogObject } from './catalog.ts'
import { objectKey } from './catalog.ts'
import { firstUserOid } from './reading.ts'

/** Addresses (`catalog/oid/column`) of an object and of what it refers to, which may come several times. */
export interface Dependency {
  object: string
  referenced: string
  isInternal: boolean
}

/**
 * What `pg_depend` says of a user's objects. What is no object of its own stands for what it belongs to: a default for its
 * column, the query of a view for the view, a row type for its table, an array type for the type of its elements. The column
 * that owns a sequence is not what the sequence needs.
 */
export function readDependencies(session: Session): Promise<Dependency[]> {
  return session.query<Dependency>(`
    with types as (
      select t.oid, case when r.oid is null then 'pg_type'::regclass else 'pg_class'::regclass end as class,
        coalesce(r.oid, e.oid, t.oid) as object
      from pg_type t left join pg_type e on e.typarray = t.oid
      left join pg_class r on r.oid = coalesce(e.typrelid, t.typrelid) and r.relkind <> 'c'
      where t.oid >= ${firstUserOid}
    ), parts as (
      select 'pg_attrdef'::regclass as class, oid, 'pg_class'::regclass as whole, adrelid as object, adnum::int as number
      from pg_attrdef
      union all select 'pg_rewrite'::regclass, oid, 'pg_class'::regclass, ev_class, 0 from pg_rewrite where rulename = '_RETURN'
      union all select 'pg_type'::regclass, oid, class, object, 0 from types where object <> oid
      union all select 'pg_class'::regclass, oid, 'pg_type'::regclass, reltype, null from pg_class where relkind = 'c'
    ), edges as (
      select coalesce(a.whole, d.classid)::oid || '/' || coalesce(a.object, d.objid) || '/'
          || coalesce(nullif(d.objsubid, 0), a.number, 0) as object,
        coalesce(b.whole, d.refclassid)::oid || '/' || coalesce(b.object, d.refobjid) || '/'
          || coalesce(nullif(d.refobjsubid, 0), b.number, 0) as referenced,
        d.deptype = 'i' as "isInternal"
      from pg_depend d
      left join parts a on a.class = d.classid and a.oid = d.objid
      left join parts b on b.class = d.refclassid and b.oid = d.refobjid
      where d.deptype in ('n', 'a', 'i') and not (d.deptype = 'a' and d.objid in (select seqrelid from pg_sequence)) and d.refobjid >= ${firstUserOid} and d.objid >= ${firstUserOid}
    )
    select * from edges where object <> referenced`)
}

/** Writes down with each object what it depends on, and with what an internal one comes and goes. */
export function linkObjects(
  find: (place: string, column: number) => CatalogObject | undefined,
  dependencies: readonly Dependency[],
): void {
  const findAt = (address: string) => {
    const end = address.lastIndexOf('/')
    const place = address.slice(0, end)
    return find(place, Number(address.slice(end + 1))) ?? find(place, 0)
  }
  const dependents = new Set<CatalogObject>()
  for (const { object: address, referenced, isInternal } of dependencies) {
    const [object, other] = [findAt(address), findAt(referenced)]
    if (object === undefined || other === undefined || object === other) continue
    const key = objectKey(other.kind, other.identity)
    if (!isInternal) {
      object.dependsOn ??= []
      object.dependsOn.push(key)
      dependents.add(object)
    } else if (key !== object.within && (object.comesWith === undefined || key < object.comesWith)) {
      object.comesWith = key
    }
  }
  for (const object of dependents) object.dependsOn = [...new Set(object.dependsOn)].sort()
}
