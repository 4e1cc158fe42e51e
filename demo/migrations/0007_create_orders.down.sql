drop table shop.order_items;
drop table shop.orders;
drop type shop.order_status;
