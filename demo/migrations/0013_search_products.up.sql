alter table shop.products add column search tsvector
  generated always as (
    setweight(to_tsvector('english', name), 'A') || setweight(to_tsvector('english', description), 'B')
  ) stored;

create index products_search_idx on shop.products using gin (search) where is_active;

create function shop.search_products(query text, max_rows integer default 20) returns setof shop.products
  language sql stable
  as $$
    select p.*
    from shop.products p
    where p.is_active and p.search @@ websearch_to_tsquery('english', search_products.query)
    order by ts_rank(p.search, websearch_to_tsquery('english', search_products.query)) desc, p.id
    limit search_products.max_rows
  $$;
comment on function shop.search_products(text, integer) is 'Active products for what was typed into the search box, best first.';
