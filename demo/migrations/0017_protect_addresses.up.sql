create function shop.current_customer() returns bigint
  language sql stable
  return nullif(current_setting('shop.customer', true), '')::bigint;
comment on function shop.current_customer() is 'Whom the application acts for; it sets shop.customer when a request begins.';

alter table shop.addresses enable row level security;

create policy addresses_own on shop.addresses
  using (customer_id = shop.current_customer());

create policy addresses_staff on shop.addresses for select
  using (current_setting('shop.is_staff', true) = 'on');
