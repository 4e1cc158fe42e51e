drop view shop.product_ratings;
drop table shop.reviews;
