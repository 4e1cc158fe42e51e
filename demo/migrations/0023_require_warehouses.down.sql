drop index shop.order_items_warehouse_id_idx;
comment on column shop.order_items.warehouse_id is 'Where the item is taken from; null for orders older than this column.';
alter table shop.order_items drop constraint order_items_warehouse_id_fkey;
alter table shop.order_items alter column warehouse_id drop not null;
