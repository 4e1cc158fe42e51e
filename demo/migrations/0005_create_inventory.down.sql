drop table shop.inventory;
drop table shop.warehouses;
