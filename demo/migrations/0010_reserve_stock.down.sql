drop trigger shipments_ship_stock on shop.shipments;
drop function shop.ship_stock();
drop trigger order_items_reserve_stock on shop.order_items;
drop function shop.reserve_stock();
alter table shop.order_items drop column warehouse_id;
