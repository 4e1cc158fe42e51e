drop table shop.payments;
drop type shop.payment_status;
