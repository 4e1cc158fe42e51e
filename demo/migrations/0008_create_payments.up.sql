create type shop.payment_status as enum ('authorised', 'captured', 'refunded', 'failed');

create table shop.payments (
  id bigint generated always as identity primary key,
  order_id bigint not null references shop.orders (id),
  method text not null check (method in ('card', 'transfer', 'wallet')),
  status shop.payment_status not null default 'authorised',
  currency shop.currency_code not null,
  amount shop.amount not null,
  provider_reference text not null unique,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table shop.payments is 'Every attempt to pay for an order.';
comment on column shop.payments.provider_reference is 'How the payment provider knows it.';

create index payments_order_id_idx on shop.payments (order_id);
create unique index payments_captured_key on shop.payments (order_id) where status = 'captured';

create trigger payments_touch before update on shop.payments
  for each row execute function shop.touch_updated_at();
