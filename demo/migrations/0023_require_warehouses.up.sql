-- Everything ordered before stock was kept per warehouse was shipped from the first one.
update shop.order_items
set warehouse_id = (select min(id) from shop.warehouses)
where warehouse_id is null;

alter table shop.order_items alter column warehouse_id set not null;
alter table shop.order_items
  add constraint order_items_warehouse_id_fkey foreign key (warehouse_id) references shop.warehouses (id);
comment on column shop.order_items.warehouse_id is 'Where the item is taken from.';

-- The picking list asks by warehouse.
create index order_items_warehouse_id_idx on shop.order_items (warehouse_id, product_id);
