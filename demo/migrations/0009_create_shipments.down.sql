drop table shop.shipments;
