create table shop.prices (
  product_id bigint not null references shop.products (id),
  currency shop.currency_code not null,
  valid_from date not null,
  amount shop.amount not null,
  primary key (product_id, currency, valid_from)
);
comment on table shop.prices is 'A price holds until the next one of the same product and currency begins.';

create function shop.price_on(product bigint, currency shop.currency_code, day date) returns shop.amount
  language sql stable
  as $$
    select p.amount
    from shop.prices p
    where p.product_id = price_on.product and p.currency = price_on.currency and p.valid_from <= price_on.day
    order by p.valid_from desc
    limit 1
  $$;
comment on function shop.price_on(bigint, shop.currency_code, date) is 'What a product costs on a day; null where it has no price.';
