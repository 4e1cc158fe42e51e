alter table shop.shipments validate constraint shipments_delivered_at_check;
