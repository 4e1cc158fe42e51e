import type { Session } from '../src/engine/index.ts'
import type { Builtins, BuiltinType, Cast } from '../src/prediction/builtins.ts'

/** Asks a server for what is its own. */
export async function readBuiltins(session: Session): Promise<Builtins> {
  const types = await session.query<{ type: string } & BuiltinType>(`
    select t.typname as type, format_type(t.oid, null) as name, t.typcategory as category,
      t.typcollation <> 0 as "isCollatable",
      exists (select from pg_opclass o join pg_am a on a.oid = o.opcmethod
        where o.opcintype = t.oid and o.opcdefault and a.amname in ('btree', 'hash'))
      or t.typtype in ('r', 'm') or exists (select from pg_cast c join pg_opclass o on o.opcintype = c.casttarget
        where c.castsource = t.oid and c.castmethod = 'b' and c.castcontext = 'i' and o.opcdefault) as "hasEquality",
      (select coalesce(json_object_agg(distinct_class.amname, distinct_class.opcname), '{}') from (
        select distinct on (a.amname) a.amname, o.opcname from pg_opclass o join pg_am a on a.oid = o.opcmethod
        where o.opcdefault and (o.opcintype = t.oid
          or o.opcintype = case t.typtype when 'r' then 'anyrange'::regtype when 'm' then 'anymultirange'::regtype end
          or exists (select from pg_cast c where c.castsource = t.oid and c.casttarget = o.opcintype
            and c.castmethod = 'b' and c.castcontext = 'i'))
        order by a.amname, o.opcintype = t.oid desc, (select typispreferred from pg_type where oid = o.opcintype) desc
      ) distinct_class) as opclasses
    from pg_type t where t.typnamespace = 'pg_catalog'::regnamespace and t.typtype in ('b', 'r', 'm')
      and t.typrelid = 0 and t.typelem = 0 or t.typname in ('name', 'point', 'box', 'lseg', 'line', 'oidvector', 'int2vector')
    order by t.typname`)
  const casts = await session.query<{ source: string; target: string } & Cast>(`
    select format_type(castsource, null) as source, format_type(casttarget, null) as target,
      case castcontext when 'i' then 'implicit' when 'a' then 'assignment' else 'explicit' end as context,
      case castmethod when 'b' then 'binary' when 'f' then 'function' else 'inout' end as method
    from pg_cast where oid < 16384 order by 1, 2`)
  const functions = await session.query<{ name: string; volatility: string }>(`
    select proname as name, case when bool_or(provolatile = 'v') then 'v' when bool_or(provolatile = 's') then 's' else 'i' end
      as volatility from pg_proc
    where pronamespace = 'pg_catalog'::regnamespace and prorettype not in ('trigger'::regtype, 'internal'::regtype)
      and (provolatile <> 'i' or 'internal'::regtype <> all (proargtypes) and proname !~ '(_in|_out|_recv|_send|sel)$')
    group by 1 order by 1`)
  const named = (volatility: string) =>
    functions.filter(it => it.volatility === volatility).map(({ name }) => name)
  return {
    types: Object.fromEntries(types.map(({ type, ...rest }) => [type, rest])),
    casts: Object.fromEntries(casts.map(({ source, target, ...cast }) => [`${source}>${target}`, cast])),
    volatile: named('v'),
    stable: named('s'),
    immutable: named('i'),
  }
}
