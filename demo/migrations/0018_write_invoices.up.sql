create function shop.invoice_total(order_id bigint) returns numeric
  language sql stable
  begin atomic
    select sum(oi.quantity * oi.unit_price) - min(o.discount)
    from shop.orders o
    join shop.order_items oi on oi.order_id = o.id
    where o.id = invoice_total.order_id;
  end;
comment on function shop.invoice_total(bigint) is 'Computed anew from the lines, to compare with orders.total.';

create function shop.invoice_recipient(order_id bigint) returns text
  language sql stable
  as $$
    select concat_ws(E'\n', c.full_name, a.street, a.postal_code || ' ' || a.city, a.country)
    from shop.orders o
    join shop.customers c on c.id = o.customer_id
    left join shop.addresses a on a.customer_id = c.id and a.is_default
    where o.id = invoice_recipient.order_id
  $$;
comment on function shop.invoice_recipient(bigint) is 'The lines in the window of the envelope.';
