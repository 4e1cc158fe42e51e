create table shop.coupons (
  id bigint generated always as identity primary key,
  code text not null,
  percent_off smallint check (percent_off between 1 and 100),
  amount_off shop.amount,
  valid_during tstzrange not null default tstzrange(now(), null),
  max_uses integer check (max_uses > 0),
  constraint coupons_one_discount_check check (num_nonnulls(percent_off, amount_off) = 1)
);
comment on table shop.coupons is 'Codes that lower the total of an order, by a share or by a sum.';
comment on column shop.coupons.max_uses is 'Null for no limit.';

create unique index coupons_code_key on shop.coupons (upper(code));
create index coupons_valid_during_idx on shop.coupons using gist (valid_during);

alter table shop.orders
  add column coupon_id bigint references shop.coupons (id),
  add column discount shop.amount not null default 0;
comment on column shop.orders.discount is 'What the coupon took off; already subtracted from total.';

create index orders_coupon_id_idx on shop.orders (coupon_id) where coupon_id is not null;
