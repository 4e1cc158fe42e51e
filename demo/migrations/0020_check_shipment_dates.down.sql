alter table shop.shipments drop constraint shipments_delivered_at_check;
