import { schema } from '../effects/schema.ts'

/** The database of the other tests with what tables, indexes and their dependents need besides. */
export const tablesSchema = `${schema}
set search_path = app, public;
create schema other;
create table app.shops (id serial primary key, code text unique, parent_id integer references app.shops, place point);
create table app.staff (
  id integer generated always as identity primary key,
  shop_id integer not null references app.shops on delete cascade,
  name text collate "C",
  born date,
  doubled integer generated always as (shop_id * 2) stored,
  tags text[],
  document jsonb,
  check (name <> ''),
  unique (shop_id, name)
);
create unique index staff_born_key on app.staff (born) include (name);
create table app.visits (staff_born date references app.staff (born), amount numeric);
create index visits_amount_idx on app.visits (amount) where amount > 0;
create index staff_lower_idx on app.staff (lower(name), shop_id desc);
create view app.staff_names as select name, shop_id from app.staff;
create view app.shop_staff as select s.code, n.name from app.shops s join app.staff_names n on n.shop_id = s.id;
create materialized view app.staff_counts as select shop_id, count(*) as n from app.staff_names group by 1;
create materialized view app.empty_counts as select id, code from app.shops with no data;
create unique index empty_counts_key on app.empty_counts (id);
create table app.uses_numbers (id integer default nextval('app.numbers'), at integer default nextval('app.shops_id_seq'));
create table app.logs (
  id bigint not null, kind text not null, shop_id integer references app.shops, primary key (id, kind)
) partition by list (kind);
create table app.logs_a partition of app.logs for values in ('a', 'b');
create table app.logs_c partition of app.logs for values in ('c') partition by range (id);
create table app.logs_c1 partition of app.logs_c for values from (0) to (1000);
create table app.logs_c2 partition of app.logs_c for values from (1000) to (2000);
create index logs_shop_idx on app.logs (shop_id);
create index logs_a_id_idx on app.logs_a (id);
create table app.marks (log_id bigint, log_kind text, foreign key (log_id, log_kind) references app.logs);
create table app.hashed (id integer not null) partition by hash (id);
create table app.hashed_0 partition of app.hashed for values with (modulus 2, remainder 0);
create table app.boxes (id integer, room integer, span int4range, exclude using gist (span with &&));
create table app.holder (id integer, content app.visits);
create function app.amounts() returns setof app.visits language sql as 'select * from app.visits';
create rule copy_visits as on insert to app.visits do also insert into app.loose (body) values ('visit');
create policy own on app.boxes using (exists (select from app.shops s where s.id = room));
create trigger touch_staff before update of name on app.staff for each row when (new.born is not null) execute function app.touch();
create statistics app.staff_stats on shop_id, born from app.staff;
create publication news for table app.shops, app.staff;
create table app.grandchild (extra integer) inherits (app.derived);
create table app.clustered (id integer primary key, n integer);
cluster app.clustered using clustered_pkey;
create index orders_both_idx on app.orders (customer_id, quantity);
create type app.pair as (a integer, b text);
create unlogged table app.rough (id integer primary key);
insert into app.shops (code) select 'c' || n from generate_series(1, 5) n;
insert into app.staff (shop_id, name, born) select n, 'n' || n, date '2000-01-01' + n from generate_series(1, 5) n;
insert into app.logs select n, (array['a', 'c'])[n % 2 + 1], null from generate_series(1, 20) n;
insert into app.clustered select n, n from generate_series(1, 5) n;
insert into app.boxes select n, n, int4range(n, n + 1) from generate_series(1, 5) n;
refresh materialized view app.staff_counts;
reset search_path;
`
