create table shop.customers (
  id bigint generated always as identity primary key,
  email varchar(255) not null,
  full_name text not null,
  phone varchar(20),
  currency shop.currency_code not null default 'EUR',
  newsletter_since timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table shop.customers is 'Everybody who has an account.';
comment on column shop.customers.phone is 'For the carrier, in international form: +31201234567.';
comment on column shop.customers.newsletter_since is 'When the customer subscribed; null for no newsletter.';

create unique index customers_email_key on shop.customers (lower(email));

create trigger customers_touch before update on shop.customers
  for each row execute function shop.touch_updated_at();

create table shop.addresses (
  id bigint generated always as identity primary key,
  customer_id bigint not null references shop.customers (id) on delete cascade,
  recipient text not null,
  street text not null,
  postal_code varchar(12) not null,
  city text not null,
  country shop.country_code not null,
  is_default boolean not null default false
);
comment on table shop.addresses is 'Where customers have orders and invoices sent.';

create index addresses_customer_id_idx on shop.addresses (customer_id);
create unique index addresses_default_key on shop.addresses (customer_id) where is_default;
