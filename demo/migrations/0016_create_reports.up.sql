create view shop.customer_orders as
  select o.id, o.placed_at, o.status, o.currency, o.total, c.id as customer_id, c.full_name, c.email
  from shop.orders o
  join shop.customers c on c.id = o.customer_id;
comment on view shop.customer_orders is 'Orders as customer service looks at them.';

create view shop.stock_levels as
  select p.id as product_id, p.sku, sum(i.on_hand - i.reserved) as available
  from shop.products p
  join shop.inventory i on i.product_id = p.id
  group by p.id;
comment on view shop.stock_levels is 'What can still be sold, over all warehouses.';

create materialized view shop.sales_by_day as
  select (placed_at at time zone 'UTC')::date as day, currency, count(*) as orders, sum(total) as revenue
  from shop.orders
  where status <> 'cancelled'
  group by 1, 2;
comment on materialized view shop.sales_by_day is 'For the dashboard; refreshed every night.';

create unique index sales_by_day_key on shop.sales_by_day (day, currency);
