create table shop.warehouses (
  id bigint generated always as identity primary key,
  code text not null unique,
  city text not null,
  country shop.country_code not null
);
comment on table shop.warehouses is 'The places that we ship from.';

create table shop.inventory (
  warehouse_id bigint not null references shop.warehouses (id),
  product_id bigint not null references shop.products (id),
  on_hand integer not null default 0 check (on_hand >= 0),
  reserved integer not null default 0 check (reserved >= 0),
  counted_at timestamptz,
  primary key (warehouse_id, product_id),
  constraint inventory_reserved_on_hand_check check (reserved <= on_hand)
);
comment on table shop.inventory is 'How much of each product lies in each warehouse.';
comment on column shop.inventory.reserved is 'Ordered and not yet shipped; part of on_hand.';
comment on column shop.inventory.counted_at is 'The last time that somebody counted.';

create index inventory_product_id_idx on shop.inventory (product_id);
create index inventory_sold_out_idx on shop.inventory (warehouse_id) where on_hand = reserved;
