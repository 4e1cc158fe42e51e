/**
 * A database with tables of every sort that ALTER TABLE treats differently. Each holds several rows, and their number is known:
 * otherwise the check of a foreign key would look into an index and not read the table it points to.
 */
export const schema = `
create schema shop;
create schema archive;
create schema "Odd Schema";
set search_path = shop;
create access method heap2 type table handler heap_tableam_handler;
create domain positive as integer check (value > 0);
create domain label as varchar(20);
create domain short_label as label check (value <> '');
create domain required as integer not null default 1;
create type mood as enum ('good', 'bad');
create type place as (street text, number integer);
create function touch() returns trigger language plpgsql as 'begin return new; end';
create function steady() returns integer language sql stable as 'select 1';
create function fixed(integer) returns integer language sql immutable as 'select $1';
create function loose() returns integer language plpgsql volatile as 'begin return 1; end';
create function inlined() returns integer language sql volatile as 'select 1';

create table customers (
  id bigint primary key,
  email varchar(50) not null unique,
  name text collate "C",
  age positive,
  joined timestamp default now(),
  note short_label
);
create table orders (
  id integer primary key,
  customer_id bigint references customers,
  parent_id integer references orders,
  code varchar(20) default 'x',
  total numeric(10, 2) default 0,
  quantity integer not null default 1,
  known integer constraint orders_known_check check (known is not null),
  ranged int4range,
  mood mood default 'good',
  tags text[],
  doubled integer generated always as (quantity * 2) stored,
  filtered integer,
  viewed text,
  place place,
  constraint orders_total_check check (total >= 0),
  constraint orders_both_check check (quantity > 0 and total >= 0),
  constraint orders_ranged_excl exclude using gist (ranged with &&)
);
create index orders_code_idx on orders (code);
create index orders_lower_idx on orders (lower(code));
create index orders_partial_idx on orders (quantity) where total > 0;
create unique index orders_unique_idx on orders (quantity, id);
create unique index orders_nullable_idx on orders (filtered);
create index orders_pattern_idx on orders (viewed text_pattern_ops);
create index orders_included_idx on orders (known) include (total);
create index orders_hash_idx on orders using hash (code);
create index orders_tags_idx on orders using gin (tags);
create statistics orders_stats on total, quantity from orders;
alter table orders add constraint orders_later_check check (known > 0) not valid;
alter table orders add constraint orders_later_fkey foreign key (filtered) references orders not valid;
create view order_view as select id, viewed from orders;
create view order_view_again as select id from order_view;
create materialized view order_totals as select customer_id, sum(known) as total from orders group by 1;
create unique index order_totals_idx on order_totals (customer_id);
create trigger touched before update of known on orders for each row when (new.known > 0) execute function touch();
create rule logged as on delete to orders where old.filtered = 7 do also nothing;
alter table orders enable row level security;
create policy mine on orders using (parent_id is null);
create function count_orders() returns bigint language sql as 'select count(*) from shop.orders';

create table items (
  id integer generated always as identity primary key,
  order_id integer not null references orders,
  serial_no serial,
  body text,
  flag boolean
);
create unique index items_order_idx on items (order_id);
alter table items replica identity using index items_order_idx;
cluster items using items_pkey;
create publication changes for table items, customers;

create table plain (id integer, body text, amount numeric, at timestamptz, flag boolean);
create table plain_too (id integer, body text, amount numeric, at timestamptz, flag boolean);
create table single (id integer not null);
create unlogged table scratch (id integer primary key, other integer);
create table uses_rows (id integer, whole plain_too);

create table base (id integer primary key, body text, size integer, constraint base_size_check check (size > 0));
create table derived (own integer) inherits (base);
create table derived_too (size integer, own integer) inherits (base);
create table deeper () inherits (derived);
create table other_base (size integer);
create table mixed () inherits (base, other_base);
alter table base add constraint base_alone_check check (id > 0) no inherit;
alter table base add constraint base_later_check check (id > -1) not valid;

create table events (
  id integer not null,
  at integer not null,
  kind text,
  customer_id bigint references customers,
  weight varchar(10),
  constraint events_id_check check (id > 0)
) partition by range (at);
create table events_1 partition of events for values from (0) to (100);
create table events_2 partition of events for values from (100) to (200) partition by list (kind);
create table events_2a partition of events_2 for values in ('a');
create table events_2b partition of events_2 for values in ('b');
create table events_rest partition of events default;
create index events_kind_idx on events (kind);
create index events_weight_idx on events (weight);
create unique index events_key_idx on events (id, at, kind);
create trigger touched_event before insert on events for each row execute function touch();
create table event_like (id integer not null, at integer not null, kind text, customer_id bigint, weight varchar(10),
  constraint events_id_check check (id > 0));
create table event_checked (like event_like including constraints, check (at >= 300 and at < 400));
create table event_short (id integer not null, at integer not null);

create table keyed (id integer primary key, body text) partition by list (id);
create table keyed_1 partition of keyed for values in (1, 2);
create table keyed_2 partition of keyed for values in (3, 4);
create table points_to_keyed (id integer, keyed_id integer references keyed);
create table hashed (id integer not null, body text) partition by hash (id);
create table hashed_0 partition of hashed for values with (modulus 2, remainder 0);
create table hashed_spare (id integer not null, body text);
create table lonely (id integer, body text) partition by range (id);
create table ranged_default (id integer not null, body text) partition by range (id);
create table ranged_default_rest (id integer not null, body text, check (id >= 1000));
alter table ranged_default attach partition ranged_default_rest default;
create table ranged_spare (id integer not null, body text, check (id >= 0 and id < 10));

create type record_type as (x integer, y text);
create table typed of record_type;
create foreign data wrapper nothing;
create server nowhere foreign data wrapper nothing;
create foreign table remote (id integer, body text) server nowhere;

create table "Odd Schema"."Große Tabelle" ("Länge in m" integer, "select" text, constraint "Größe ""x""" check ("Länge in m" > 0));
create table ${'n'.repeat(63)} (id integer, ${'c'.repeat(63)} integer);
create table taken (id integer, a_b integer);
create index taken_id_idx on taken (id);
create sequence taken_id_seq;
create table empty_one (id integer, body text);
create sequence numbers;

insert into customers select n, 'c' || n, 'n', n, now() + n * interval '1 day', 'x' from generate_series(1, 12) n;
insert into orders (id, customer_id, code, total, quantity, known, ranged, filtered, viewed)
  select n, n, n::text, n, n, n, int4range(n, n + 1), n, 'v' from generate_series(1, 10) n;
insert into items (order_id) select n from generate_series(1, 8) n;
insert into plain select n, null, null, null, null from generate_series(1, 9) n;
insert into plain_too select n, null, null, null, null from generate_series(1, 9) n;
insert into single select n from generate_series(1, 9) n;
insert into scratch select n, n from generate_series(1, 3) n;
insert into uses_rows select n, null from generate_series(1, 3) n;
insert into base select n, 'b', n from generate_series(1, 4) n;
insert into derived select n + 10, 'b', n, n from generate_series(1, 4) n;
insert into derived_too (id, size, own) select n + 20, n, n from generate_series(1, 4) n;
insert into deeper select n + 30, 'b', n, n from generate_series(1, 4) n;
insert into mixed select n + 40, 'b', n from generate_series(1, 4) n;
insert into events select n, n * 20, case n % 2 when 0 then 'a' else 'b' end, n % 12 + 1, '1' from generate_series(1, 14) n;
insert into event_like select n, 300 + n, 'a', n, '1' from generate_series(1, 5) n;
insert into event_checked select n, 300 + n, 'a', n, '1' from generate_series(1, 5) n;
insert into keyed values (1, 'a'), (3, 'b');
insert into points_to_keyed values (1, 1), (2, 3);
insert into hashed select n, 'h' from generate_series(1, 20) n where satisfies_hash_partition('hashed'::regclass, 2, 0, n);
insert into ranged_default_rest select n, 'r' from generate_series(1000, 1005) n;
insert into ranged_spare select n, 'r' from generate_series(0, 9) n;
insert into typed select 1 + n % 2 * 2, 'a' from generate_series(1, 8) n;
insert into "Odd Schema"."Große Tabelle" select 1 + n % 2 * 2, 'a' from generate_series(1, 8) n;
insert into ${'n'.repeat(63)} select 1 + n % 2 * 2, n from generate_series(1, 8) n;
insert into taken select 1 + n % 2 * 2, n from generate_series(1, 8) n;
refresh materialized view order_totals;
analyze;
reset search_path;
`
