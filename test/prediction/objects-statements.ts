import fc from 'fast-check'
import { schema } from '../effects/schema.ts'

/** The database of the statements below: tables of every sort, and of every other sort of object one or two. */
export const objectsSchema = `${schema}
set search_path = app;
create type app.spot as (x integer, label text);
create type app.span as range (subtype = numeric);
create domain app.email as text check (value like '%@%') not null;
create table app.typed (id integer primary key, feel app.mood, at app.spot, mail app.email, price app.price);
create function app.twice(n integer) returns integer language sql immutable as 'select n * 2';
create function app.twice(n text) returns text language sql immutable as 'select n || n';
create function app.late() returns trigger language plpgsql as 'begin return null; end';
create function app.add_column(name text, kind text default 'integer') returns void language plpgsql as $$
begin execute format('alter table app.notes add column %I %s', name, kind); end $$;
create function app.reindex_notes() returns void language sql as 'create index on app.notes (id); create index on app.notes (body)';
create function app.count_notes() returns bigint language sql stable as 'select count(*) from app.notes';
create function app.counted() returns bigint language sql begin atomic select count(id) from app.notes; end;
create procedure app.note(text) language sql as 'insert into app.notes values (99, $1)';
create table app.computed (a integer, b integer generated always as (app.twice(a)) stored, c integer default app.twice(1), check (app.twice(a) > 0));
create index computed_twice_idx on app.computed (app.twice(a));
create view app.doubled as select app.twice(id) as twice, body from app.notes;
create view app.many as select * from app.orders;
create view app.of_view as select status from app.open_orders;
create rule no_delete as on delete to app.loose do instead nothing;
create policy mine on app.customers using (name = current_user);
create policy ours on app.notes using (exists (select from app.customers c where c.id = notes.id));
create trigger each_event after insert on app.events for each row execute function app.late();
create trigger later after update of status on app.orders for each row when (new.total > 0) execute function app.touch();
create trigger changed instead of update on app.open_orders for each row execute function app.touch();
create statistics app.orders_stats on status, quantity from app.orders;
create statistics app.notes_stats (ndistinct) on id, body from app.notes;
create publication several for table app.notes, app.events;
create publication every for all tables;
create collation app.german (locale = 'C');
create operator app.=== (leftarg = integer, rightarg = integer, function = int4eq);
create aggregate app.total (integer) (sfunc = int4pl, stype = integer);
create cast (app.mood as integer) with function app.mood_number(app.mood);
create schema spare;
create schema full_one create table inside (id integer) create view looking as select id from inside;
reset search_path;
`.replace(
  'create cast',
  `create function app.mood_number(app.mood) returns integer language sql immutable as 'select 1';
create cast`,
)

/** Names that are there, names that are not, and some of another sort. */
const slots: Record<string, readonly string[]> = {
  T: [
    'app.orders',
    'app.notes',
    'app.items',
    'app.events',
    'app.events_1',
    'app.base',
    'app.derived',
    'app.typed',
    'app.missing',
  ],
  V: ['app.open_orders', 'app.many', 'app.doubled', 'app.of_view', 'app.fresh', 'app.notes', 'app.totals'],
  R: [
    'app.orders',
    'app.open_orders',
    'app.totals',
    'app.events',
    'app.numbers',
    'app.spot',
    'app.missing',
    'app.customers',
  ],
  C: ['id', 'status', 'body', 'missing'],
  Y: [
    'app.mood',
    'app.price',
    'app.spot',
    'app.span',
    'app.email',
    'app.fresh',
    'app.notes',
    'missing.fresh',
  ],
  F: [
    'app.twice(integer)',
    'app.twice(text)',
    'app.twice',
    'app.late()',
    'app.touch()',
    'app.missing()',
    'app.note(text)',
    'app.total(integer)',
    'app.widen',
    'app.mood_number(app.mood)',
    'app.counted()',
  ],
  G: ['app.touch()', 'app.late()', 'app.twice()', 'app.missing()'],
  S: ['spare', 'app', 'full_one', 'missing', 'fresh', 'public'],
  N: ['fresh', 'touched', 'mine', 'ours', 'no_delete', 'each_event', 'later', 'changed', 'missing'],
  P: ['several', 'every', 'fresh', 'missing'],
  I: ['', 'if exists '],
  E: ['', 'if not exists '],
  O: ['', 'or replace '],
  B: ['', ' cascade', ' restrict'],
}

/** Statements with slots. */
const templates = [
  // Views
  'create {O}view {V} as select * from app.notes',
  'create {O}view {V} as select id, status from app.orders',
  "create {O}view {V} as select id, status, total from app.orders where status <> 'old'",
  'create {O}view {V} (a, b) as select o.id, c.name from app.orders o join app.customers c on c.id = o.customer_id',
  'create {O}view {V} as with x as (select {C} from {T}) select * from x',
  'create {O}view {V} as select id from app.orders union all select {C} from app.items',
  'create {O}view {V} as select {C} from {T}',
  'create {O}view {V} as select n, m.{C} from generate_series(1, 2) n, lateral (select * from app.notes where id = n) m',
  'create {O}temp view {C} as select id from app.notes',
  'create {O}view {V} as select app.twice(id) as twice, body from app.notes',
  'drop view {I}{V}{B}',
  // Rules, policies, triggers
  'create {O}rule {N} as on insert to {R} do instead nothing',
  'create {O}rule {N} as on update to {T} do also select old.{C}',
  'create policy {N} on {R} using (true)',
  'create policy {N} on {T} using ({C} is not null)',
  'create policy {N} on app.notes using (exists (select from {T} o where o.id = notes.id))',
  'alter policy {N} on {R} using (false)',
  'create {O}trigger {N} before insert on {R} for each row execute function {G}',
  'create {O}trigger {N} after update of {C} on {T} for each row execute function {G}',
  'create trigger {N} after delete on {R} for each statement execute function {G}',
  'create trigger {N} instead of insert on {R} for each row execute function {G}',
  'create trigger {N} before truncate on {R} for each statement execute function {G}',
  'create constraint trigger {N} after insert on {T} deferrable for each row execute function {G}',
  'create trigger {N} after insert on {T} referencing new table as x for each statement execute function {G}',
  'create trigger {N} before update on {T} for each row when (new.{C} is distinct from old.{C}) execute function {G}',
  'drop trigger {I}{N} on {R}{B}',
  'drop trigger {I}{N} on {T}{B}',
  'drop trigger {I}each_event on {T}{B}',
  'drop rule {I}{N} on {R}{B}',
  'drop policy {I}{N} on {R}{B}',
  'drop policy {I}{N} on {T}{B}',
  // Statistics
  'create statistics {E}app.orders_stats on status, total from {T}',
  'create statistics on {C}, status from {T}',
  'create statistics app.fresh on (id + 1) from {R}',
  'alter statistics {I}app.orders_stats set statistics 100',
  'alter statistics {I}app.fresh set statistics 100',
  'drop statistics {I}app.orders_stats, app.notes_stats',
  'drop statistics {I}app.fresh',
  // Functions
  "create {O}function app.twice(n integer) returns integer language sql immutable as 'select n'",
  "create {O}function app.twice(m integer) returns integer language sql immutable as 'select m'",
  "create {O}function app.twice(n integer) returns bigint language sql immutable as 'select 1::bigint'",
  "create {O}function app.fresh(a integer default 1, out b text) language sql as $$ select 'x' $$",
  "create {O}function missing.fresh() returns void language plpgsql as 'begin end'",
  "create {O}procedure app.note(text) language plpgsql as 'begin end'",
  'create {O}function app.fresh() returns bigint language sql begin atomic select count({C}) from {T}; end',
  'alter function {F} stable',
  'alter routine {F} security definer',
  'drop function {I}{F}{B}',
  'drop procedure {I}{F}{B}',
  'drop routine {I}{F}{B}',
  'drop aggregate {I}app.total(integer){B}',
  // Types
  "create type {Y} as enum ('a', 'b')",
  'create type {Y} as (a integer, b text)',
  'create type {Y} as range (subtype = integer)',
  'create domain {Y} as integer check (value > 0)',
  'create type app.fresh',
  "alter type {Y} add value {E}'fine'",
  "alter type app.mood add value {E}'good' before 'bad'",
  "alter type app.mood add value 'fine' after 'missing'",
  "alter type app.mood rename value 'good' to 'bad'",
  "alter type app.mood rename value 'good' to 'best'",
  "alter type app.mood rename value 'missing' to 'best'",
  'drop type {I}{Y}{B}',
  'drop domain {I}{Y}{B}',
  // Schemas and the rest
  'create schema {E}{S}',
  'create schema {S} create table one (id integer primary key) create view two as select id from one',
  'drop schema {I}{S}{B}',
  'create publication {P}',
  'create publication {P} for table {T}',
  'create publication {P} for table only {T}',
  'create publication {P} for all tables',
  'alter publication {P} add table {R}',
  'alter publication {P} drop table {R}',
  'alter publication {P} set table {T}, app.notes',
  "alter publication {P} set (publish = 'insert')",
  'drop publication {I}{P}',
  'create extension {E}plpgsql',
  "create collation {E}app.german (locale = 'C')",
  "create collation {E}app.fresh (locale = 'C')",
  'drop collation {I}app.german',
  'drop collation {I}app.fresh',
  'create operator app.=== (leftarg = integer, rightarg = integer, function = int4eq)',
  'create operator app.==== (leftarg = integer, rightarg = integer, function = int4eq)',
  'drop operator {I}app.===(integer, integer)',
  'drop operator {I}app.====(integer, integer)',
  'create {O}aggregate app.total (integer) (sfunc = int4pl, stype = integer)',
  'create text search configuration app.fresh (copy = simple)',
  'drop text search configuration {I}app.fresh',
  'create cast (app.mood as integer) with function app.mood_number(app.mood)',
  'create cast (app.mood as bigint) with inout',
  'drop cast {I}(app.mood as integer)',
  'drop cast {I}(app.mood as bigint)',
  'create event trigger fresh on ddl_command_end execute function app.touch()',
  'create foreign data wrapper fresh',
  'drop server {I}fresh',
  'grant select on {R} to public',
  'grant execute on function {F} to public',
  'grant usage on schema {S} to public',
  'alter default privileges in schema app grant select on tables to public',
  'notify fresh',
  'execute missing',
  'declare c cursor for select * from app.notes',
  'deallocate missing',
  'close missing',
  'explain select * from app.notes',
  'explain analyze select count(*) from app.notes',
  'explain (analyze) delete from app.notes',
  // Calls
  "select app.add_column('fresh')",
  "select app.add_column('body', 'text')",
  "select app.add_column('fresh', 'uuid default gen_random_uuid()')",
  'select app.reindex_notes()',
  'select app.count_notes()',
  'select app.counted()',
  "call app.note('x')",
]

/** Statements of other people's parts, to be wrapped. */
const others = [
  'alter table app.orders alter column quantity type bigint',
  'alter table app.orders add column fresh integer not null default 1',
  'alter table app.orders drop column status',
  'alter table app.notes add primary key (id)',
  'alter table app.missing add column fresh integer',
  'create index on app.orders (quantity)',
  'create unique index fresh on app.notes (id)',
  'drop index app.orders_status_idx',
  'drop table app.items',
  'drop table app.orders',
  'truncate app.notes',
  'delete from app.notes',
  "insert into app.notes values (11, 'x')",
  'lock table app.notes in share mode',
]

const wrappers: ((sql: string) => string)[] = [
  sql => `do $w$ begin ${sql}; end $w$`,
  sql => `do $w$ begin execute ${quote(sql)}; end $w$`,
  sql => `do $w$ declare s text := ${quote(sql)}; begin if s is not null then execute s; end if; end $w$`,
  sql => `do $w$ begin if true then ${sql}; else perform 1 / 0; end if; end $w$`,
  sql => `do $w$ begin for i in 1..1 loop ${sql}; end loop; end $w$`,
  sql =>
    `do $w$ declare s text; begin foreach s in array array[${quote(sql)}] loop execute s; end loop; end $w$`,
  sql => `do $w$ begin begin ${sql}; exception when others then null; end; end $w$`,
  sql =>
    `do $w$ begin begin ${sql}; exception when duplicate_object or duplicate_table or undefined_table or undefined_object then null; end; end $w$`,
  sql =>
    `do $w$ begin begin ${sql}; raise exception 'no'; exception when raise_exception then null; end; end $w$`,
  sql =>
    `do $w$ begin if not exists (select 1 from pg_type where typname = 'mood') then ${sql}; end if; end $w$`,
  sql =>
    `do $w$ begin if exists (select from pg_constraint where conname = 'notes_id_check' and conrelid = 'app.notes'::regclass) then ${sql}; end if; end $w$`,
  sql =>
    `do $w$ begin if not exists (select from information_schema.columns where table_schema = 'app' and table_name = 'notes' and column_name = 'fresh') then ${sql}; end if; end $w$`,
  sql => `do $w$ begin if to_regclass('app.missing') is null then ${sql}; end if; end $w$`,
  sql =>
    `do $w$ begin perform 1 from pg_indexes where indexname = 'orders_status_idx'; if found then ${sql}; end if; end $w$`,
  sql =>
    `do $w$ declare n integer; begin select count(*) into n from pg_tables where tablename = 'notes'; if n = 1 then ${sql}; end if; end $w$`,
  sql =>
    `do $w$ declare t record; begin for t in select tablename from pg_tables where schemaname = 'app' and tablename like 'note%' loop ${sql}; end loop; end $w$`,
  sql => `do $w$ begin case 'a' || 'b' when 'ab' then ${sql}; else null; end case; end $w$`,
  sql => `do $w$ begin return; ${sql}; end $w$`,
]

function quote(sql: string): string {
  return `'${sql.replaceAll("'", "''")}'`
}

const plain = fc.constantFrom(...templates).chain(template => {
  const names = [...template.matchAll(/\{(\w)\}/g)].map(([, slot]) => slot!)
  return fc
    .tuple(...names.map(slot => fc.constantFrom(...slots[slot]!)))
    .map(values => template.replace(/\{\w\}/g, () => values.shift()!))
})

const wrapped = fc
  .tuple(fc.constantFrom(...wrappers), fc.oneof(plain, fc.constantFrom(...others)))
  .map(([wrap, sql]) => wrap(sql))

/** Statements about objects that are no relation, and DO blocks around statements of every sort; the same for the same seed. */
export function listStatements(seed: number, count: number): string[] {
  const both = fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: wrapped })
  return [...new Set(fc.sample(both, { seed, numRuns: count }))]
}
