alter table shop.orders
  drop column discount,
  drop column coupon_id;
drop table shop.coupons;
