import { quoteIdentifier, quoteLiteral } from '../../src/sql/index.ts'

/** A name with whatever SQL, regular expressions and format strings could trip over, in all 63 bytes that there are. */
function oddName(word: string): string {
  let name = `${word} "q" .a'b, (C) $do$ %I \\ é`
  while (Buffer.byteLength(name) < 62) name += 'ü'
  return name.padEnd(name.length + 63 - Buffer.byteLength(name), 'x')
}

const odd = (word: string) => quoteIdentifier(oddName(word))

const text = (word: string) => quoteLiteral(oddName(word)).trim()
const s = odd('schema')
const table = `${s}.${odd('table')}`

/** A database where everything that has a name has an odd one. */
export const oddNames = `
create role ${odd('role')}; create role ${odd('member')}; grant ${odd('role')} to ${odd('member')};
alter role ${odd('role')} set search_path = ${s}, public; comment on role ${odd('role')} is ${text('comment')};
create schema ${s} authorization ${odd('role')}; grant usage on schema ${s} to ${odd('member')};
create collation ${s}.${odd('collation')} from "C";
create type ${s}.${odd('enum')} as enum (${text('first')}, ${text('second')});
create type ${s}.${odd('composite')} as (${odd('attribute')} int, ${odd('other attribute')} text collate ${s}.${odd('collation')});
create domain ${s}.${odd('domain')} as text default ${text('value')} constraint ${odd('domain check')} check (value <> ${text('none')});
create type ${s}.${odd('range')} as range (subtype = float8, multirange_type_name = ${s}.${odd('multirange')});
create sequence ${s}.${odd('sequence')};
create function ${s}.${odd('function')}(${odd('in')} ${s}.${odd('enum')}, ${odd('default')} text default ${text('x')}, out ${odd('out')} int)
  language sql set search_path = ${s} as $body$ select 1 /* $function$ */ $body$;
create function ${s}.${odd('table function')}(int) returns table (${odd('result')} int) language sql as 'select 1';
create function ${s}.${odd('trigger function')}() returns trigger language plpgsql as 'begin return new; end';
create function ${s}.${odd('event function')}() returns event_trigger language plpgsql as 'begin end';
create procedure ${s}.${odd('procedure')}(${odd('argument')} int) language sql as 'select 1';
create function ${s}.${odd('state')}(int, int) returns int language sql immutable as 'select $1 + $2';
create aggregate ${s}.${odd('aggregate')}(${odd('item')} int) (sfunc = ${s}.${odd('state')}, stype = int);
grant execute on function ${s}.${odd('table function')}(int) to ${odd('member')};
create operator ${s}.=== (leftarg = int, rightarg = int, function = int4eq, commutator = operator(${s}.===));
create operator family ${s}.${odd('family')} using btree;
create operator class ${s}.${odd('class')} for type int using btree family ${s}.${odd('family')} as operator 1 <, operator 3 =, function 1 btint4cmp(int, int);
create cast (${s}.${odd('composite')} as ${s}.${odd('enum')}) with inout;
create conversion ${s}.${odd('conversion')} for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create language ${odd('language')} handler plpgsql_call_handler;
create access method ${odd('access method')} type table handler heap_tableam_handler;
create transform for ${s}.${odd('composite')} language ${odd('language')} (from sql with function prsd_lextype(internal));
create text search dictionary ${s}.${odd('dictionary')} (template = simple, stopwords = english);
create text search configuration ${s}.${odd('configuration')} (copy = simple);
alter text search configuration ${s}.${odd('configuration')} alter mapping for word with ${s}.${odd('dictionary')}, simple;
create text search parser ${s}.${odd('parser')} (start = prsd_start, gettoken = prsd_nexttoken, end = prsd_end, lextypes = prsd_lextype);
create text search template ${s}.${odd('template')} (lexize = dsimple_lexize);

create table ${table} (
  ${odd('id')} bigint generated always as identity (sequence name ${s}.${odd('identity')}),
  ${odd('column')} text collate ${s}.${odd('collation')} not null default ${text('default')},
  ${odd('enumerated')} ${s}.${odd('enum')}[] default array[${text('first')}]::${s}.${odd('enum')}[],
  ${odd('counted')} int default nextval(${quoteLiteral(`${s}.${odd('sequence')}`).trim()}),
  ${odd('generated')} text generated always as (${odd('column')} || ${text('suffix')}) stored,
  constraint ${odd('key')} primary key (${odd('id')}),
  constraint ${odd('unique')} unique (${odd('column')}) deferrable,
  constraint ${odd('check')} check (${odd('column')} <> ${text('none')}),
  constraint ${odd('exclusion')} exclude using btree (${odd('counted')} with =));
alter table ${table} alter ${odd('column')} set (n_distinct = 5), alter ${odd('column')} set storage external;
alter sequence ${s}.${odd('sequence')} owned by ${table}.${odd('counted')};
create table ${s}.${odd('child')} (${odd('own')} int) inherits (${table});
create table ${s}.${odd('typed')} of ${s}.${odd('composite')};
create table ${s}.${odd('partitioned')} (${odd('part key')} text, ${odd('part value')} bigint references ${table},
  constraint ${odd('part primary')} primary key (${odd('part key')})) partition by list (${odd('part key')});
create table ${s}.${odd('partition')} partition of ${s}.${odd('partitioned')} for values in (${text('north')}, ${text('south')});
create index ${odd('part index')} on ${s}.${odd('partitioned')} (${odd('part value')});
create index ${odd('index')} on ${table} (lower(${odd('column')}) text_pattern_ops, (${odd('counted')} + 1)) where ${odd('column')} <> ${text('x')};
create index ${odd('class index')} on ${table} (${odd('counted')} ${s}.${odd('class')});
create statistics ${s}.${odd('statistics')} on ${odd('column')}, ${odd('counted')} from ${table};
create view ${s}.${odd('view')} (${odd('view column')}) with (security_barrier) as select ${odd('column')} from ${table} where ${odd('column')} <> ${text('x')};
create materialized view ${s}.${odd('matview')} as select ${odd('id')}, count(*) as ${odd('count')} from ${table} group by 1;
create rule ${odd('rule')} as on insert to ${s}.${odd('child')} do also notify ${odd('channel')};
create trigger ${odd('trigger')} after update on ${table} referencing old table as ${odd('old')} for each statement execute function ${s}.${odd('trigger function')}();
create trigger ${odd('row trigger')} before update of ${odd('column')} on ${table} for each row when (old.${odd('column')} <> ${text('x')}) execute function ${s}.${odd('trigger function')}(${text('argument')}, 'b');
create trigger ${odd('part trigger')} before update on ${s}.${odd('partitioned')} for each row execute function ${s}.${odd('trigger function')}();
alter table ${s}.${odd('partition')} disable trigger ${odd('part trigger')};
alter table ${s}.${odd('partitioned')} disable trigger all;
alter table ${table} enable row level security;
create policy ${odd('policy')} on ${table} to ${odd('role')}, ${odd('member')} using (${odd('column')} <> ${text('x')});
create event trigger ${odd('event trigger')} on ddl_command_end when tag in ('DROP TABLE') execute function ${s}.${odd('event function')}();
create foreign data wrapper ${odd('wrapper')} options (${odd('option')} ${text('value')});
create server ${odd('server')} type ${text('type')} foreign data wrapper ${odd('wrapper')} options (${odd('option')} ${text('value')});
create user mapping for ${odd('role')} server ${odd('server')};
create foreign table ${s}.${odd('foreign')} (${odd('remote')} int options (${odd('option')} ${text('value')})) server ${odd('server')};
create publication ${odd('publication')} for table ${table}, ${s}.${odd('partitioned')};
grant select on ${table} to ${odd('member')} with grant option; grant update (${odd('column')}) on ${table} to ${odd('member')};
alter default privileges for role ${odd('role')} in schema ${s} grant select on tables to ${odd('member')};
alter table ${table} owner to ${odd('role')}; alter function ${s}.${odd('table function')}(int) owner to ${odd('role')};
comment on column ${table}.${odd('column')} is ${text('comment')};
comment on constraint ${odd('check')} on ${table} is ${text('comment')};
comment on constraint ${odd('domain check')} on domain ${s}.${odd('domain')} is ${text('comment')};
comment on trigger ${odd('trigger')} on ${table} is ${text('comment')};
comment on policy ${odd('policy')} on ${table} is ${text('comment')};
comment on rule ${odd('rule')} on ${s}.${odd('child')} is ${text('comment')};
comment on column ${s}.${odd('composite')}.${odd('attribute')} is ${text('comment')};
comment on function ${s}.${odd('table function')}(int) is ${text('comment')};
comment on index ${s}.${odd('index')} is ${text('comment')};
`
