/** The database in which the examples of every rule run. */
export const exampleSchema = `
create schema shop;
create table shop.customers (
  id bigint primary key,
  email varchar(255) not null,
  name text
);
create table shop.orders (
  id bigint primary key,
  customer_id bigint,
  status text not null default 'new',
  total numeric(12, 2),
  note text,
  placed_at timestamptz default now()
);
create table shop.items (
  id bigint primary key,
  order_id bigint references shop.orders,
  quantity integer
);
create index items_order_id_idx on shop.items (order_id);
create view shop.open_orders as select id, customer_id from shop.orders where status = 'new';
insert into shop.customers select n, 'c' || n || '@example.org', 'Customer ' || n from generate_series(1, 100) n;
insert into shop.orders (id, customer_id, total) select n, n % 100 + 1, n from generate_series(1, 500) n;
insert into shop.items select n, n % 500 + 1, 1 from generate_series(1, 1000) n;
`
