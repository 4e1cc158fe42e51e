create table shop.shipments (
  id bigint generated always as identity primary key,
  order_id bigint not null references shop.orders (id),
  warehouse_id bigint not null references shop.warehouses (id),
  carrier text not null,
  tracking_code text,
  shipped_at timestamptz not null default now(),
  delivered_at timestamptz
);
comment on table shop.shipments is 'A parcel that left a warehouse; an order may need several.';
comment on column shop.shipments.delivered_at is 'Null while it is under way.';

create index shipments_order_id_idx on shop.shipments (order_id);
create index shipments_under_way_idx on shop.shipments (carrier, shipped_at) where delivered_at is null;
