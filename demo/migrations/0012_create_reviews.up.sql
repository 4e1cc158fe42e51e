create table shop.reviews (
  id bigint generated always as identity primary key,
  product_id bigint not null references shop.products (id),
  customer_id bigint not null references shop.customers (id) on delete cascade,
  rating smallint not null check (rating between 1 and 5),
  body text not null default '',
  published_at timestamptz,
  created_at timestamptz not null default now(),
  unique (product_id, customer_id)
);
comment on table shop.reviews is 'What customers say about products, once each.';
comment on column shop.reviews.published_at is 'Null until somebody has read it.';

create index reviews_customer_id_idx on shop.reviews (customer_id);
create index reviews_unread_idx on shop.reviews (created_at) where published_at is null;

create view shop.product_ratings as
  select product_id, count(*) as reviews, round(avg(rating), 1) as rating
  from shop.reviews
  where published_at is not null
  group by product_id;
comment on view shop.product_ratings is 'The stars on product pages.';
