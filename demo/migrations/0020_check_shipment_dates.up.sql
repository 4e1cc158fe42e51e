alter table shop.shipments
  add constraint shipments_delivered_at_check check (delivered_at >= shipped_at) not valid;
