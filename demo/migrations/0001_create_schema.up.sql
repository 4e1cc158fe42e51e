create schema shop;
comment on schema shop is 'The web shop: catalogue, customers, orders, stock.';

create domain shop.amount as numeric(12, 2)
  constraint amount_check check (value >= 0);
comment on domain shop.amount is 'A sum of money that is never negative; its currency stands beside it.';

create domain shop.currency_code as text
  constraint currency_code_check check (value ~ '^[A-Z]{3}$');
comment on domain shop.currency_code is 'ISO 4217, such as EUR.';

create domain shop.country_code as text
  constraint country_code_check check (value ~ '^[A-Z]{2}$');
comment on domain shop.country_code is 'ISO 3166-1 alpha-2, such as NL.';

create function shop.touch_updated_at() returns trigger
  language plpgsql
  as $$
begin
  new.updated_at := now();
  return new;
end
$$;
comment on function shop.touch_updated_at() is 'Keeps updated_at; for a trigger before update.';
