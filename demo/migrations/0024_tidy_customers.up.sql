-- Companies are customers, too.
alter table shop.customers rename column full_name to display_name;

-- Points have moved to the loyalty service.
alter table shop.customers drop column loyalty_points;

-- Some carriers want an extension, and all of them the country's prefix.
alter table shop.customers alter column phone type varchar(32);
alter table shop.customers
  add constraint customers_phone_check check (phone ~ '^\+[0-9]{6,15}(x[0-9]{1,6})?$') not valid;
alter table shop.customers validate constraint customers_phone_check;
