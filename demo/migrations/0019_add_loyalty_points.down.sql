alter table shop.customers drop column loyalty_points;
