alter table shop.order_items add column warehouse_id bigint;
comment on column shop.order_items.warehouse_id is 'Where the item is taken from; null for orders older than this column.';

create function shop.reserve_stock() returns trigger
  language plpgsql
  as $$
begin
  update shop.inventory i
  set reserved = i.reserved + n.quantity
  from (
    select warehouse_id, product_id, sum(quantity) as quantity
    from new_items
    group by warehouse_id, product_id
  ) n
  where i.warehouse_id = n.warehouse_id and i.product_id = n.product_id;
  return null;
end
$$;

create trigger order_items_reserve_stock after insert on shop.order_items
  referencing new table as new_items
  for each statement execute function shop.reserve_stock();

create function shop.ship_stock() returns trigger
  language plpgsql
  as $$
begin
  update shop.inventory i
  set on_hand = i.on_hand - n.quantity, reserved = i.reserved - n.quantity
  from (
    select s.warehouse_id, oi.product_id, sum(oi.quantity) as quantity
    from new_shipments s
    join shop.order_items oi on oi.order_id = s.order_id and oi.warehouse_id = s.warehouse_id
    group by s.warehouse_id, oi.product_id
  ) n
  where i.warehouse_id = n.warehouse_id and i.product_id = n.product_id;
  return null;
end
$$;

create trigger shipments_ship_stock after insert on shop.shipments
  referencing new table as new_shipments
  for each statement execute function shop.ship_stock();
