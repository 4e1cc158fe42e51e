drop function shop.touch_updated_at();
drop domain shop.country_code;
drop domain shop.currency_code;
drop domain shop.amount;
drop schema shop;
