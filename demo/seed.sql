-- Three years of the shop. Everything follows from the row's number, so every run loads the same rows.

-- The rows fit together as they are: no foreign key has to be checked, no trigger has to fire.
set session_replication_role = replica;
-- A tenth of the usual sample is enough for rows this regular.
set default_statistics_target = 10;

insert into shop.warehouses (code, city, country)
values ('AMS', 'Amsterdam', 'NL'), ('LEJ', 'Leipzig', 'DE'), ('LYS', 'Lyon', 'FR');

insert into shop.categories (slug, name)
values ('home', 'Home'), ('garden', 'Garden'), ('sports', 'Sports'), ('toys', 'Toys'), ('office', 'Office');

insert into shop.categories (parent_id, slug, name)
select parent.id, parent.slug || '-' || kind.slug, kind.name || ' for ' || lower(parent.name)
from shop.categories parent
cross join (values ('new', 'New'), ('small', 'Small things'), ('gifts', 'Gifts'), ('sale', 'Sale')) as kind (slug, name)
order by parent.id, kind.slug;

insert into shop.products (category_id, sku, name, description, attributes, is_active, created_at, updated_at)
select
  6 + n % 20,
  'SKU-' || to_char(n, 'FM00000'),
  initcap(colour || ' ' || material || ' ' || thing),
  'A ' || thing || ' of ' || material || ', number ' || n || ' of our collection.',
  jsonb_build_object('colour', colour, 'material', material, 'weight_g', 50 + n * 37 % 2000),
  n % 25 <> 0,
  created_at,
  created_at
from (
  select
    n,
    (array['red', 'blue', 'green', 'black', 'white', 'yellow', 'grey'])[1 + n % 7] as colour,
    (array['oak', 'steel', 'cotton', 'glass', 'wool', 'bamboo', 'cork', 'linen', 'copper', 'felt', 'leather'])[1 + n % 11]
      as material,
    (array['lamp', 'chair', 'basket', 'mug', 'blanket', 'ball', 'kite', 'desk', 'shelf', 'clock', 'rake', 'bag', 'tray'])
      [1 + n % 13] as thing,
    timestamptz '2024-01-01 00:00+00' + n * interval '8 hours' as created_at
  from generate_series(1, 2000) as n
) as product
order by n;

insert into shop.prices (product_id, currency, valid_from, amount)
select
  n,
  currency,
  valid_from,
  round((5 + n * 7919 % 19500 / 100.0) * factor * (1 + 0.03 * (extract(year from valid_from)::integer - 2024)), 2)
from generate_series(1, 2000) as n
cross join (values ('EUR', 1.0), ('USD', 1.1)) as currencies (currency, factor)
cross join (values (date '2024-01-01'), (date '2025-01-01'), (date '2026-01-01')) as years (valid_from);

insert into shop.coupons (code, percent_off, amount_off, valid_during, max_uses)
select
  'THANKS' || n,
  case when n % 2 = 0 then 5 + n % 4 * 5 end,
  case when n % 2 = 1 then 3 end,
  tstzrange('2024-01-01 00:00+00', timestamptz '2025-01-01 00:00+00' + n * interval '30 days'),
  n * 1000
from generate_series(1, 24) as n;

insert into shop.customers
  (email, full_name, phone, currency, newsletter_since, loyalty_points, created_at, updated_at)
select
  'customer' || n || '@example.com',
  'Customer ' || n,
  case when n % 3 <> 0 then '+3120' || 1000000 + n * 7919 % 9000000 end,
  case when n % 5 = 0 then 'USD' else 'EUR' end,
  case when n % 4 = 0 then created_at end,
  case when n % 3 = 0 then n * 31 % 900 else 0 end,
  created_at,
  created_at
from (
  select n, timestamptz '2024-01-01 00:00+00' + n * interval '70 minutes' as created_at
  from generate_series(1, 20000) as n
) as customer
order by n;

insert into shop.addresses (customer_id, recipient, street, postal_code, city, country, is_default)
select
  1 + (n - 1) % 20000,
  case when n > 20000 then 'Reception' else 'Customer ' || n end,
  (array['Station Road', 'Mill Lane', 'Harbour Street', 'Church Square', 'Garden Row'])[1 + n % 5] || ' ' || 1 + n % 180,
  to_char(1000 + n * 31 % 9000, 'FM0000'),
  city,
  country,
  n <= 20000
from (
  select n, 1 + n % 4 as place
  from generate_series(1, 25000) as n
) as address
join (
  values (1, 'Utrecht', 'NL'), (2, 'Hamburg', 'DE'), (3, 'Lille', 'FR'), (4, 'Ghent', 'BE')
) as places (place, city, country) using (place)
order by n;

analyze shop.customers, shop.prices;

-- Orders come faster from month to month, and some customers order far more often than others.
create temporary table new_orders as
select
  n as id,
  1 + floor(20000 * power(n * 7919 % 60000 / 60000.0::float8, 2))::bigint as customer_id,
  case
    when n % 29 = 0 then 'cancelled'
    when n <= 58500 then 'delivered'
    when n <= 59300 then 'shipped'
    when n <= 59850 then 'paid'
    else 'placed'
  end::shop.order_status as status,
  case when n % 40 = 0 then 1 + n / 40 % 24 end as coupon_id,
  case when n % 40 = 0 then 3.00 else 0.00 end as discount,
  timestamptz '2024-01-01 00:00+00' + sqrt(n / 60000.0::float8) * interval '1000 days' as placed_at
from generate_series(1, 60000) as n;

analyze new_orders;

create temporary table new_items as
select
  o.id as order_id,
  line,
  p.product_id,
  1 + (o.id + line) % 3 as quantity,
  p.amount as unit_price,
  -- The first orders are older than the column.
  case when o.id > 12000 then 1 + o.id % 3 end as warehouse_id
from new_orders o
cross join lateral generate_series(1, 1 + o.id % 5) as line
join shop.customers c on c.id = o.customer_id
join shop.prices p
  on p.product_id = 1 + (o.id * 613 + line * 389) % 2000
  and p.currency = c.currency
  and p.valid_from = date_trunc('year', o.placed_at at time zone 'UTC')::date;

analyze new_items;

insert into shop.orders
  (customer_id, shipping_address_id, status, currency, total, coupon_id, discount, placed_at, updated_at)
select
  o.customer_id, o.customer_id, o.status, c.currency, i.total - o.discount, o.coupon_id, o.discount, o.placed_at, o.placed_at
from new_orders o
join shop.customers c on c.id = o.customer_id
join (
  select order_id, sum(quantity * unit_price) as total
  from new_items
  group by order_id
) as i on i.order_id = o.id
order by o.id;

insert into shop.order_items (order_id, line, product_id, quantity, unit_price, warehouse_id)
select order_id, line, product_id, quantity, unit_price, warehouse_id
from new_items
order by order_id, line;

insert into shop.payments
  (order_id, method, status, currency, amount, provider_reference, created_at, updated_at)
select
  id,
  (array['card', 'card', 'wallet', 'transfer'])[1 + id % 4],
  case when status = 'cancelled' then 'refunded' else 'captured' end::shop.payment_status,
  currency,
  total,
  'pay_' || to_char(id * 104729, 'FM0000000000'),
  placed_at + interval '1 minute',
  placed_at + interval '1 minute'
from shop.orders
where status <> 'placed'
order by id;

insert into shop.shipments (order_id, warehouse_id, carrier, tracking_code, shipped_at, delivered_at)
select
  id,
  1 + id % 3,
  (array['PostNL', 'DHL', 'Chronopost'])[1 + id % 3],
  'TR' || to_char(id * 7919, 'FM0000000000'),
  placed_at + interval '1 day',
  case when status = 'delivered' then placed_at + (2 + id % 4) * interval '1 day' end
from shop.orders
where status in ('shipped', 'delivered')
order by id;

-- Last, because it says what lies there after all of those orders.
insert into shop.inventory (warehouse_id, product_id, on_hand, reserved, counted_at)
select
  w.id,
  p.id,
  p.id * 31 % 200 + coalesce(open.quantity, 0),
  coalesce(open.quantity, 0),
  timestamptz '2026-09-01 00:00+00' + w.id * interval '1 day'
from shop.warehouses w
cross join shop.products p
left join (
  select i.warehouse_id, i.product_id, sum(i.quantity) as quantity
  from shop.order_items i
  join shop.orders o on o.id = i.order_id
  where o.status in ('placed', 'paid')
  group by i.warehouse_id, i.product_id
) as open on open.warehouse_id = w.id and open.product_id = p.id
order by w.id, p.id;

insert into shop.carts (customer_id, token, created_at, updated_at)
select
  case when n % 2 = 0 then n * 13 % 20000 + 1 end,
  md5('cart ' || n),
  timestamptz '2026-09-01 00:00+00' + n * interval '13 minutes',
  timestamptz '2026-09-01 00:00+00' + n * interval '13 minutes'
from generate_series(1, 3000) as n
order by n;

insert into shop.cart_items (cart_id, product_id, quantity, added_at)
select id, 1 + (id * 17 + line * 401) % 2000, 1 + id % 2, created_at
from shop.carts
cross join generate_series(1, 2) as line;

insert into shop.reviews (product_id, customer_id, rating, body, published_at, created_at)
select
  1 + n % 2000,
  1 + n * 7 % 20000,
  5 - n % 7 / 2,
  case when n % 3 = 0 then '' else 'Just what I was looking for.' end,
  case when n <= 11800 then created_at + interval '6 hours' end,
  created_at
from (
  select n, timestamptz '2024-02-01 00:00+00' + n * interval '115 minutes' as created_at
  from generate_series(1, 12000) as n
) as review
order by n;

insert into shop.audit_log (happened_at, table_name, row_id, former_status, new_status)
select placed_at + interval '1 minute', 'orders', id, 'placed', 'paid'
from shop.orders
where placed_at >= '2026-01-01 00:00+00' and status <> 'placed'
order by id;

drop table new_items, new_orders;


refresh materialized view shop.sales_by_day;

analyze;

reset default_statistics_target;
reset session_replication_role;
