-- From January on a number begins with the year, as in 202700000001, which no integer holds.
alter table shop.orders alter column number type bigint;

-- Tracking links must not tell how many orders we take.
alter table shop.orders add column public_id uuid not null default gen_random_uuid();
alter table shop.orders add constraint orders_public_id_key unique (public_id);
comment on column shop.orders.public_id is 'The order in links that people may pass on.';

-- Orders of the app, which comes next month, will say so.
alter table shop.orders add column channel text not null default 'web';
comment on column shop.orders.channel is 'Where the order was placed: web or app.';
