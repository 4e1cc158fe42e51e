drop table shop.addresses;
drop table shop.customers;
