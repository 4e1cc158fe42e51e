import { firstUserOid } from '../catalog/index.ts'
import { lostName, type Step } from '../effects/index.ts'
import type { Session } from '../engine/index.ts'
import { parseBody } from '../sql/index.ts'
import type { BrokenFunction } from './rehearsal.ts'

/** The functions that a migration broke, from those that PostgreSQL refuses before it and after it. */
export async function findBrokenFunctions(
  session: Session,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
  statements: readonly Step[],
): Promise<BrokenFunction[]> {
  const refused = [...after]
    .filter(([name]) => !before.has(name))
    .map(([name, because]) => ({ name, because, isCertain: true }))
  const gone = statements.flatMap(({ effect }) => effect.changes).flatMap(lostName)
  const suspected: BrokenFunction[] = []
  for (const { table, column, what } of gone) {
    for (const name of await findMentions(session, table, column)) {
      if ([...refused, ...suspected].some(it => it.name === name)) continue
      suspected.push({ name, because: `its text names ${what}`, isCertain: false })
    }
  }
  return [...refused, ...suspected]
}

/**
 * Functions that PostgreSQL's own validators refuse, with the reason. The server does not track what stands in a
 * function's text, so a rename or a drop breaks them without a word; asking the validators again shows it.
 */
export async function readBrokenFunctions(session: Session): Promise<Map<string, string>> {
  const [own] = await session.query<{ path: string }>(
    "select pg_catalog.current_setting('search_path') as path",
  )
  session.takeNotices()
  await session.aside(async () => {
    await session.query("select pg_catalog.set_config('pgwright.search_path', $1, true)", [own!.path])
    await session.execute(validateAll)
  })
  return new Map(session.takeNotices().map(({ message, detail = '' }) => [message, detail]))
}

/** A function works when it does on the search path of the session, or on the one that sessions of the database begin with. */
const validateAll = `do $pgwright$
declare
  f record;
  refusal text;
  search_paths text[] := array[pg_catalog.current_setting('pgwright.search_path'),
    (select reset_val from pg_catalog.pg_settings where name = 'search_path')];
begin
  for f in
    select p.oid, (pg_catalog.pg_identify_object('pg_catalog.pg_proc'::regclass, p.oid, 0)).identity as name,
      l.lanvalidator::pg_catalog.regproc as validator
    from pg_catalog.pg_proc p join pg_catalog.pg_language l on l.oid = p.prolang
    where l.lanname in ('sql', 'plpgsql') and p.oid >= ${firstUserOid} and pg_catalog.pg_get_function_sqlbody(p.oid) is null
      and not exists (select from pg_catalog.pg_depend d
        where d.classid = 'pg_catalog.pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
  loop
    for attempt in 1 .. 2 loop
      begin
        perform pg_catalog.set_config('search_path', search_paths[attempt], true);
        execute pg_catalog.format('select %s(%s)', f.validator, f.oid);
        refusal := null;
        exit;
      exception when others then
        refusal := sqlerrm;
      end;
    end loop;
    if refusal is not null then
      raise notice using message = f.name, detail = refusal;
    end if;
  end loop;
end $pgwright$`

/** PL/pgSQL functions that ask for a table and, where given, a column of it, or that might, since they build SQL. */
async function findMentions(session: Session, table: string, column = table): Promise<string[]> {
  const candidates = await session.query<{ name: string; definition: string }>(
    `select (pg_catalog.pg_identify_object('pg_catalog.pg_proc'::regclass, p.oid, 0)).identity as name,
       pg_catalog.pg_get_functiondef(p.oid) as definition
     from pg_catalog.pg_proc p join pg_catalog.pg_language l on l.oid = p.prolang
     where l.lanname = 'plpgsql' and p.oid >= ${firstUserOid} and p.prosrc ~* $1 and p.prosrc ~* $2 order by 1`,
    [wordPattern(table), wordPattern(column)],
  )
  if (candidates.length === 0) return []
  const others = column === table ? [] : await findTablesWith(session, column)
  const bodies = await Promise.all(
    candidates.map(async ({ name, definition }) => ({ name, body: await parseBody(definition) })),
  )
  return bodies
    .filter(({ body }) => {
      if (body === undefined) return true
      // A column of that name may be meant of another table that the body names.
      if (others.some(it => body.names.has(it))) return false
      return body.hasDynamicSql || (body.names.has(table) && body.names.has(column))
    })
    .map(({ name }) => name)
}

async function findTablesWith(session: Session, column: string): Promise<string[]> {
  const rows = await session.query<{ table: string }>(
    `select c.relname as table from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid
     where c.oid >= ${firstUserOid} and c.relkind not in ('i', 'I') and a.attname = $1 and not a.attisdropped`,
    [column],
  )
  return rows.map(({ table }) => table)
}

function wordPattern(word: string): string {
  return `\\m${word.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&')}\\M`
}
