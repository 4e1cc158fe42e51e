alter table shop.orders drop column channel;
alter table shop.orders drop column public_id;
alter table shop.orders alter column number type integer;
