-- What the shop asks its database on a busy day.

-- name: product-page, calls: 412000
select p.id, p.sku, p.name, p.description, p.attributes, shop.price_on(p.id, 'EUR', date '2026-09-20') as price, r.rating
from shop.products p
left join shop.product_ratings r on r.product_id = p.id
where p.sku = 'SKU-00042' and p.is_active;

-- name: category-page, calls: 188000
select id, sku, name, shop.price_on(id, 'EUR', date '2026-09-20') as price
from shop.products
where category_id = 12 and is_active
order by id
limit 24;

-- name: search, calls: 97000
select id, sku, name from shop.search_products('red lamp');

-- name: filter-by-attribute, calls: 21000
select id, sku, name
from shop.products
where attributes @> '{"colour": "blue", "material": "wool"}' and is_active;

-- name: cart, calls: 160000
select ci.product_id, ci.quantity, p.name, s.available
from shop.carts c
join shop.cart_items ci on ci.cart_id = c.id
join shop.products p on p.id = ci.product_id
join shop.stock_levels s on s.product_id = p.id
where c.token = md5('cart 1234');

-- name: add-to-cart, calls: 64000
insert into shop.cart_items (cart_id, product_id, quantity)
values (1234, 77, 1)
on conflict (cart_id, product_id) do update set quantity = cart_items.quantity + excluded.quantity;

-- name: sign-in, calls: 58000
select id, full_name, currency, loyalty_points
from shop.customers
where lower(email) = 'customer4711@example.com';

-- name: my-orders, calls: 43000
select id, number, status, currency, total, placed_at
from shop.orders
where customer_id = 42
order by placed_at desc
limit 10;

-- name: order-page, calls: 39000
select oi.line, oi.quantity, oi.unit_price, p.sku, p.name
from shop.order_items oi
join shop.products p on p.id = oi.product_id
where oi.order_id = 51234
order by oi.line;

-- name: place-order, calls: 9200
insert into shop.orders (customer_id, shipping_address_id, currency, total)
values (42, 42, 'EUR', 59.90)
returning id, number;

-- name: mark-paid, calls: 9000
update shop.orders set status = 'paid' where id = 59900 and status = 'placed';

-- name: pick-list, calls: 2900
select oi.product_id, sum(oi.quantity) as quantity
from shop.order_items oi
join shop.orders o on o.id = oi.order_id
where o.status = 'paid' and oi.warehouse_id = 2
group by oi.product_id
order by oi.product_id;

-- name: late-parcels, calls: 1440
select s.order_id, s.tracking_code, s.shipped_at
from shop.shipments s
where s.carrier = 'DHL' and s.delivered_at is null and s.shipped_at < timestamptz '2026-09-22 00:00+00'
order by s.shipped_at;

-- name: find-customer, calls: 1100
select id, placed_at, status, total, full_name, email
from shop.customer_orders
where customer_id = 42
order by placed_at desc;

-- name: print-invoice, calls: 8700
select o.number, shop.invoice_recipient(o.id) as recipient, shop.invoice_total(o.id) as total
from shop.orders o
where o.id = 51234;

-- name: best-customers, calls: 24
select id, full_name, loyalty_points
from shop.customers
where loyalty_points > 0
order by loyalty_points desc
limit 100;

-- name: unread-reviews, calls: 288
select id, product_id, rating, body
from shop.reviews
where published_at is null
order by created_at
limit 50;

-- name: dashboard, calls: 480
select day, currency, orders, revenue
from shop.sales_by_day
where day >= date '2026-08-21'
order by day, currency;
