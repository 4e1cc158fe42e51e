begin;
alter table orders add constraint c check (quantity > 0) not valid;
alter table orders validate constraint c;
commit;

alter table orders add constraint c check (quantity > 0) not valid;
alter table orders validate constraint c;

begin;
alter table orders add constraint c check (quantity is not null) not valid;
commit;
begin;
alter table orders validate constraint c;
commit;
begin;
alter table orders alter column quantity set not null;
alter table orders drop constraint c;
commit;

alter table orders add constraint c check (quantity is not null);
alter table orders alter column quantity set not null;

begin;
alter table archive add foreign key (customer_id) references customers not valid;
commit;
alter table archive validate constraint archive_customer_id_fkey;

begin;
alter table archive add foreign key (customer_id) references customers not valid;
alter table archive validate constraint archive_customer_id_fkey;
commit;

create unique index concurrently archive_id_idx on archive (id);
alter table archive add constraint archive_pkey primary key using index archive_id_idx;

create unique index concurrently archive_known_idx on archive (known);
alter table archive add constraint archive_pkey primary key using index archive_known_idx;

create unique index concurrently archive_note_idx on archive (id, known);
alter table archive add unique using index archive_note_idx;

begin;
alter table archive add column region text;
update archive set region = 'eu';
commit;

alter table archive add column region text;
update archive set region = 'eu';

begin;
update archive set note = 'x';
alter table archive add column region text;
commit;

begin;
create table fresh (id integer, note text);
insert into fresh select id, note from archive;
create index on fresh (note);
alter table fresh alter column id type bigint;
commit;

begin;
create table fresh (id bigint primary key, order_id bigint);
alter table fresh add foreign key (order_id) references orders;
commit;

begin;
alter table archive rename to former;
alter table former alter column quantity type bigint;
commit;

begin;
alter table archive rename to former;
create table archive (id bigint, quantity integer);
alter table archive alter column quantity type bigint;
commit;

begin;
alter table archive add column size smallint;
alter table archive alter column size type integer;
commit;

begin;
alter table archive alter column label type varchar(300);
alter table archive alter column label type varchar(260);
commit;

begin;
alter table archive alter column label type varchar(300);
alter table archive alter column label type varchar(400);
commit;

begin;
lock table archive in share mode;
select count(*) from archive;
commit;

begin;
lock table archive in access exclusive mode;
alter table archive add column region text;
commit;

begin;
truncate archive;
alter table archive alter column quantity type bigint;
commit;

begin;
drop index orders_status_idx;
create index on orders (status, id);
commit;

create index concurrently on orders (status, id);
drop index concurrently orders_status_idx;

begin;
set local lock_timeout = '1s';
alter table orders add column region text default 'eu';
alter table orders alter column region set default 'us';
commit;

begin;
alter table orders add column region text default 'eu';
alter table orders alter column region set not null;
commit;

begin;
create domain percent as numeric;
alter table archive add column share percent;
commit;

begin;
create domain percent as numeric check (value >= 0);
alter table archive add column share percent;
commit;

begin;
create function grow() returns void language plpgsql as $$ begin alter table archive alter column quantity type bigint; end $$;
select grow();
commit;

begin;
alter table proved_spare drop constraint proved;
alter table logs attach partition proved_spare for values from (3000000) to (4000000);
commit;

begin;
alter table spare add constraint c check (at >= 3000000 and at < 4000000) not valid;
commit;
alter table spare validate constraint c;
alter table logs attach partition spare for values from (3000000) to (4000000);

begin;
create table logs_3 (like logs including all);
alter table logs attach partition logs_3 for values from (2000000) to (3000000);
commit;

begin;
create table fresh as select * from orders;
drop table orders cascade;
alter table fresh rename to orders;
create index on orders (status);
commit;

begin;
set time zone 'UTC';
alter table customers alter column seen type timestamptz;
commit;

begin;
set time zone 'Europe/Berlin';
alter table customers alter column seen type timestamptz;
commit;

begin;
alter table items drop constraint items_order_id_fkey;
alter table items add constraint items_order_id_fkey foreign key (order_id) references orders on delete cascade not valid;
commit;

begin;
alter table items drop constraint items_order_id_fkey;
alter table items add constraint items_order_id_fkey foreign key (order_id) references orders on delete cascade;
commit;

begin;
lock table archive in share mode;
create unique index on archive (id, known);
commit;

begin;
lock table archive in row exclusive mode;
select count(*) from archive;
commit;
