drop materialized view shop.sales_by_day;
drop view shop.stock_levels;
drop view shop.customer_orders;
