create index concurrently orders_placed_at_idx on shop.orders (placed_at);
