drop function shop.invoice_recipient(bigint);
drop function shop.invoice_total(bigint);
