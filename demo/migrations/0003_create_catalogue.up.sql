create table shop.categories (
  id bigint generated always as identity primary key,
  parent_id bigint references shop.categories (id),
  slug text not null unique,
  name text not null
);
comment on table shop.categories is 'The tree that the shop is browsed by.';
comment on column shop.categories.parent_id is 'Null for a category on the front page.';

create index categories_parent_id_idx on shop.categories (parent_id);

create table shop.products (
  id bigint generated always as identity primary key,
  category_id bigint not null references shop.categories (id),
  sku text not null unique,
  name text not null,
  description text not null default '',
  attributes jsonb not null default '{}',
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
comment on table shop.products is 'What the shop sells or has sold.';
comment on column shop.products.attributes is 'What only some products have, such as {"colour": "red", "weight_g": 250}.';
comment on column shop.products.is_active is 'Whether it can be found and ordered; products with orders are never deleted.';

create index products_category_id_idx on shop.products (category_id) where is_active;
create index products_attributes_idx on shop.products using gin (attributes jsonb_path_ops);

create trigger products_touch before update on shop.products
  for each row execute function shop.touch_updated_at();
