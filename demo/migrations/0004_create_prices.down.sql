drop function shop.price_on(bigint, shop.currency_code, date);
drop table shop.prices;
