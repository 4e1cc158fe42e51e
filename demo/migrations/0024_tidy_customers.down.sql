alter table shop.customers drop constraint customers_phone_check;
alter table shop.customers alter column phone type varchar(20);
alter table shop.customers add column loyalty_points integer;
alter table shop.customers rename column display_name to full_name;
