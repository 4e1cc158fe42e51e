drop function shop.search_products(text, integer);
alter table shop.products drop column search;
