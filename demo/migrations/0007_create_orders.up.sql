create type shop.order_status as enum ('placed', 'paid', 'shipped', 'delivered', 'cancelled');

create sequence shop.order_numbers start 100001;
comment on sequence shop.order_numbers is 'Numbers for people; gaps are fine.';

create table shop.orders (
  id bigint generated always as identity primary key,
  number integer not null default nextval('shop.order_numbers') unique,
  customer_id bigint not null references shop.customers (id),
  shipping_address_id bigint references shop.addresses (id) on delete set null,
  status shop.order_status not null default 'placed',
  currency shop.currency_code not null,
  total shop.amount not null,
  placed_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
alter sequence shop.order_numbers owned by shop.orders.number;
comment on table shop.orders is 'What customers bought. Kept for ten years, by law.';
comment on column shop.orders.number is 'The number on invoices and in e-mails.';
comment on column shop.orders.total is 'What the customer pays: items less discount.';

create index orders_customer_id_idx on shop.orders (customer_id);
create index orders_open_idx on shop.orders (placed_at) where status in ('placed', 'paid');

create trigger orders_touch before update on shop.orders
  for each row execute function shop.touch_updated_at();

create table shop.order_items (
  order_id bigint not null references shop.orders (id),
  line smallint not null,
  product_id bigint not null references shop.products (id),
  quantity integer not null check (quantity > 0),
  unit_price shop.amount not null,
  primary key (order_id, line)
);
comment on table shop.order_items is 'The lines of an order.';
comment on column shop.order_items.unit_price is 'As it was when the order was placed.';

create index order_items_product_id_idx on shop.order_items (product_id);
