/** The database that statements are observed on: tables of every sort, with a few rows each. */
export const schema = `
create schema app;
set search_path = app;
create domain app.price as numeric(10, 2);
create type app.mood as enum ('good', 'bad');
create table app.customers (id bigint primary key, email varchar(50) not null, name text, seen timestamp);
create table app.orders (
  id bigint primary key,
  customer_id bigint,
  total numeric(10, 2),
  status varchar(20) default 'new',
  quantity integer,
  known integer check (known is not null),
  cost app.price
);
create index orders_status_idx on app.orders (status);
create unique index orders_total_idx on app.orders (total);
create table app.items (id bigint primary key, order_id bigint references app.orders, label text);
create table app.notes (id integer, body text);
alter table app.notes add constraint notes_id_check check (id > 0) not valid;
alter table app.items add constraint items_label_fk check (label <> '') not valid;
create table app.events (at integer not null, kind text) partition by range (at);
create table app.events_1 partition of app.events for values from (0) to (100);
create table app.events_2 partition of app.events for values from (100) to (200);
create table app.events_rest partition of app.events default;
create table app.spare (at integer not null, kind text);
create table app.checked_spare (at integer not null, kind text, check (at >= 300 and at < 400));
create table app.base (id integer, body text);
create table app.derived () inherits (app.base);
create table app.loose (id integer, body text);
create unlogged table app.scratch (id integer);
create view app.open_orders as select id, status from app.orders where status = 'new';
create materialized view app.totals as select customer_id, count(*) as total from app.orders group by 1;
create unique index totals_customer_idx on app.totals (customer_id);
create sequence app.numbers;
create table app."Größe ""x""" ("Länge in m" integer);
create table app.${'n'.repeat(63)} (id integer);
create function app.touch() returns trigger language plpgsql as 'begin return new; end';
create trigger touched before update on app.items for each row execute function app.touch();
create function app.widen() returns void language plpgsql as $$
begin alter table app.orders alter column quantity type bigint; end $$;
create procedure app.tidy() language plpgsql as $$
begin alter table app.notes drop column body; commit; drop function app.widen(); end $$;
insert into app.customers select n, 'c' || n, 'n' || n, now() from generate_series(1, 20) n;
insert into app.orders select n, n % 20 + 1, n, 'new', n, n, n from generate_series(1, 50) n;
insert into app.items select n, n % 50 + 1, 'i' || n from generate_series(1, 80) n;
insert into app.notes select n, 'b' from generate_series(1, 10) n;
insert into app.events select n * 10, 'k' from generate_series(0, 25) n;
insert into app.spare select n, 'k' from generate_series(300, 320) n;
insert into app.checked_spare select n, 'k' from generate_series(300, 320) n;
insert into app.base select n, 'b' from generate_series(1, 5) n;
insert into app.derived select n, 'd' from generate_series(1, 6) n;
refresh materialized view app.totals;
reset search_path;
`
