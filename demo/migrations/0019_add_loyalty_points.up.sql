alter table shop.customers
  add column loyalty_points integer not null default 0
    constraint customers_loyalty_points_check check (loyalty_points >= 0);
comment on column shop.customers.loyalty_points is 'One for each euro spent; a hundred are worth one euro.';

create index customers_loyalty_points_idx on shop.customers (loyalty_points desc) where loyalty_points > 0;
