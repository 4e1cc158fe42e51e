drop index concurrently shop.orders_placed_at_idx;
