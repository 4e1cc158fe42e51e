create table shop.carts (
  id bigint generated always as identity primary key,
  customer_id bigint references shop.customers (id) on delete cascade,
  token text not null unique,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table shop.carts is 'What visitors mean to buy; emptied once it is ordered.';
comment on column shop.carts.customer_id is 'Null for a visitor who has not signed in.';
comment on column shop.carts.token is 'The value of the cookie.';

create index carts_customer_id_idx on shop.carts (customer_id);
create index carts_anonymous_idx on shop.carts (updated_at) where customer_id is null;

create trigger carts_touch before update on shop.carts
  for each row execute function shop.touch_updated_at();

create table shop.cart_items (
  cart_id bigint not null references shop.carts (id) on delete cascade,
  product_id bigint not null references shop.products (id),
  quantity integer not null check (quantity > 0),
  added_at timestamptz not null default now(),
  primary key (cart_id, product_id)
);
comment on table shop.cart_items is 'One row for each product in a cart.';
