drop trigger payments_audit on shop.payments;
drop trigger orders_audit on shop.orders;
drop function shop.audit_status();
drop function shop.add_audit_month(date);
drop table shop.audit_log;
