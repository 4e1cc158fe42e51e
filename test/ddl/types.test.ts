import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { diffCatalogs, readCatalog } from '../../src/catalog/index.ts'
import { planChanges } from '../../src/ddl/index.ts'
import { type Cluster, startCluster } from '../../src/engine/index.ts'

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster()
})
afterAll(() => cluster.stop())

let count = 0

/** Makes two databases, one what the other should be, changes the one, and gives its rows when both are the same. */
async function change(from: string, to: string, rows?: string) {
  const [one, other] = [`one_${++count}`, `other_${count}`]
  await cluster.createDatabase(one)
  await cluster.createDatabase(other)
  await using session = await cluster.connect(one)
  await using target = await cluster.connect(other)
  await session.execute(from)
  await target.execute(to)
  const [version] = await session.query<{ major: number }>(
    `select current_setting('server_version_num')::int / 10000 as major`,
  )
  const wanted = await readCatalog(target, { hasDependencies: true })
  const plan = await planChanges(await readCatalog(session, { hasDependencies: true }), wanted, version!)
  const refusals = plan.refusals.map(({ object }) => object)
  const steps = plan.steps.map(({ sql }) => sql)
  const loses = plan.steps.flatMap(step => step.loses ?? [])
  if (refusals.length > 0) return { refusals, steps, loses, rows: [] }
  for (const sql of steps) {
    await session.execute(sql).catch(error => {
      throw new Error(`${sql}: ${error.message}`)
    })
  }
  expect(diffCatalogs(await readCatalog(session), wanted)).toEqual([])
  return { refusals, steps, loses, rows: rows === undefined ? [] : await session.query(rows) }
}

describe('an enum', () => {
  it('gets labels where they should stand', async () => {
    const { steps } = await change(
      `create type state as enum ('b', 'd')`,
      `create type state as enum ('a', 'b', 'c', 'd', 'e', 'f')`,
    )
    expect(steps).toEqual([
      `ALTER TYPE public.state ADD VALUE 'a' BEFORE 'b'`,
      `ALTER TYPE public.state ADD VALUE 'c' BEFORE 'd'`,
      `ALTER TYPE public.state ADD VALUE 'e'`,
      `ALTER TYPE public.state ADD VALUE 'f'`,
    ])
  })

  it('has a label renamed that stands where another one stood', async () => {
    const { steps } = await change(
      `create type state as enum ('a', 'b', 'c')`,
      `create type state as enum ('a', 'x', 'c')`,
    )
    expect(steps).toEqual([`ALTER TYPE public.state RENAME VALUE 'b' TO 'x'`])
  })

  it('loses a label, and everything that holds or names the type goes over to the new one', async () => {
    const schema = (labels: string) => `
      create type state as enum (${labels});
      grant usage on type state to pg_monitor; comment on type state is 'where it stands';
      create table jobs (
        id int primary key, state state not null default 'open', past state[] default '{open}', note text,
        is_open boolean generated always as (state = 'open') stored,
        constraint not_both check (state <> 'done' or note is not null));
      create index jobs_open on jobs (id) where state = 'open';
      create index jobs_state on jobs (state, id);
      create table old_jobs () inherits (jobs);
      create view open_jobs as select id, state from jobs where state = 'open';
      create view all_states as select distinct state from open_jobs;
      create function next(state) returns state language sql as 'select $1';
      alter table jobs enable row level security;
      create policy mine on jobs using (state <> 'done');`
    const { rows, loses, refusals } = await change(
      `${schema(`'open', 'lost', 'done'`)}
        insert into jobs (id, state, past) values (1, 'open', '{done,open}');`,
      schema(`'open', 'done'`),
      'select id, state, past, is_open from jobs',
    )
    expect({ rows, loses, refusals }).toEqual({
      refusals: [],
      rows: [{ id: 1, state: 'open', past: '{done,open}', is_open: true }],
      loses: [],
    })
  })
})

const both = `
  create schema s;
  create function s.less(int, int) returns boolean language sql immutable as 'select $1 < $2';
  create function s.more(int, int) returns boolean language sql immutable as 'select $1 > $2';
  create function s.both(text) returns text language sql immutable as 'select $1';`

it('says what PostgreSQL cannot do about a type in use', async () => {
  const { refusals } = await change(
    `create type place as (town text); create table t (a place);
     create type state as enum ('a', 'b'); create table u (a state) partition by list (a)`,
    `create type place as (town int); create table t (a place);
     create type state as enum ('b', 'a'); create table u (a state) partition by list (a)`,
  )
  expect(refusals).toEqual(['composite type column public.place.town', 'type public.state'])
})

describe.each<[what: string, from: string, to: string]>([
  [
    'a domain over another type, while a table has it',
    `create domain price as numeric(6, 2) default 1 check (value > 0); create table t (a price default 5, b price[]);
     comment on domain price is 'in euros'; insert into t values (3, '{1,2}')`,
    `create domain price as numeric(9, 3) default 1 check (value > 0); create table t (a price default 5, b price[]);
     comment on domain price is 'in euros'`,
  ],
  [
    'attributes of a composite type that tables hold',
    'create type place as (street text, town text, old int); create table t (a place)',
    'create type place as (street text, town text, country text); create table t (a place)',
  ],
  [
    'attributes of a composite type that a table is of',
    'create type place as (street text, town text, old int); create table places of place',
    'create type place as (street text, town text collate "C", country text); create table places of place',
  ],
  [
    'a range with a function of its own',
    '',
    `create type s.span; create function s.trim(s.span) returns s.span language internal immutable strict as 'int4range_canonical';
     create type s.span as range (subtype = int, canonical = s.trim, multirange_type_name = s.spans);
     create table s.t (a s.span, b s.spans)`,
  ],
  [
    'a range with a function of its own that goes',
    `create type s.span; create function s.trim(s.span) returns s.span language internal immutable strict as 'int4range_canonical';
     create type s.span as range (subtype = int, canonical = s.trim); create view s.v as select null::s.span`,
    '',
  ],
  [
    'a base type with its functions',
    `create type s.bare`,
    `create type s.num; create function s.num_in(cstring) returns s.num language internal immutable strict as 'int4in';
     create function s.num_out(s.num) returns cstring language internal immutable strict as 'int4out';
     create type s.num (input = s.num_in, output = s.num_out, like = int4, category = 'N', default = '7', delimiter = ';');
     create cast (s.num as int) without function as implicit; create table s.t (a s.num, b s.num[])`,
  ],
  [
    'operators that are each other’s commutators and negators',
    `create operator s.<< (leftarg = int, rightarg = int, function = s.less)`,
    `create operator s.<< (leftarg = int, rightarg = int, function = s.less, commutator = operator(s.>>), restrict = scalarltsel);
     create operator s.>> (leftarg = int, rightarg = int, function = s.more, commutator = operator(s.<<));
     create operator s.!! (rightarg = text, function = s.both)`,
  ],
  [
    'members of an operator class',
    `create operator family s.f using btree;
     create operator class s.c for type int using btree family s.f as operator 1 <, operator 3 =, function 1 btint4cmp(int, int)`,
    `create operator family s.f using btree;
     create operator class s.c for type int using btree family s.f as operator 1 <, operator 2 <=, operator 3 =, operator 5 >,
       function 1 btint4cmp(int, int);
     alter operator family s.f using btree add operator 1 < (int, bigint)`,
  ],
  [
    'aggregates of every kind',
    `create aggregate s.add(int) (sfunc = int4pl, stype = int)`,
    `create aggregate s.add(a int) (sfunc = int4pl, stype = int, sspace = 8, initcond = '0', combinefunc = int4pl, parallel = safe,
       msfunc = int4pl, minvfunc = int4mi, mstype = int, minitcond = '1', sortop = >);
     create aggregate s.rows(*) (sfunc = int8inc, stype = int8, initcond = '0');
     create aggregate s.list(variadic text[]) (sfunc = array_cat, stype = text[]);
     grant execute on function s.rows() to pg_monitor; comment on aggregate s.rows(*) is 'all';
     create aggregate s.part(float8 order by anyelement) (sfunc = ordered_set_transition, stype = internal,
       finalfunc = percentile_disc_final, finalfunc_extra, finalfunc_modify = shareable);
     create aggregate s.place(variadic "any" order by variadic "any") (sfunc = ordered_set_transition_multi, stype = internal,
       finalfunc = rank_final, finalfunc_extra, hypothetical)`,
  ],
  [
    'text search of one’s own',
    `create text search dictionary s.d (template = simple, stopwords = 'english', accept = false);
     create text search configuration s.c (copy = simple)`,
    `create text search dictionary s.d (template = simple, accept = true);
     create text search dictionary s.e (template = snowball, language = 'english');
     create text search configuration s.c (copy = simple);
     alter text search configuration s.c alter mapping for asciiword with s.d, s.e, simple;
     alter text search configuration s.c drop mapping for url`,
  ],
  [
    'parameters of operator classes, statistics of expressions and of index columns',
    `create table t (a tsvector, b int, c int); create index i on t using gist (a); create index j on t ((b + 1))`,
    `create table t (a tsvector, b int, c int); create index i on t using gist (a tsvector_ops (siglen = 100));
     create index j on t ((b + 1)); alter index j alter column 1 set statistics 50;
     create statistics one on (b + 1) from t; create statistics two (mcv) on b, (c * 2), c from t; alter statistics two set statistics 7`,
  ],
  [
    'a type under another name, with what takes it',
    `create type s.old as enum ('a'); create function s.f(s.old, s.old[]) returns s.old language sql as 'select $1';
     create cast (s.old as int) with inout; create table s.t (a s.old default 'a')`,
    `create type s.new as enum ('a'); create function s.f(s.new, s.new[]) returns s.new language sql as 'select $1';
     create cast (s.new as int) with inout; create table s.t (a s.new default 'a')`,
  ],
])('%s', (_, from, to) => {
  it('is written', async () => {
    const { refusals } = await change(`${both} ${from}`, `${both} ${to}`)
    expect(refusals).toEqual([])
  })
})
