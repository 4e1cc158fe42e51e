alter table orders add constraint c check (quantity > 0);
alter table orders add constraint c check (quantity > 0) not valid;
alter table orders add check (quantity > 0 and total >= 0);
alter table archive add constraint c check (quantity is not null);
alter table archive add constraint c check (quantity is not null) not valid;
alter table only base add constraint c check (id > 0) no inherit;
alter table base add constraint c check (id > 0);
alter table base add constraint c check (id > 0) not valid;
alter table events add constraint c check (at >= 0);
alter table events add constraint c check (at >= 0) not valid;
-- since 18
alter table orders add constraint c check (quantity > 0) not enforced;
-- since 18
alter table archive add constraint c not null quantity;
-- since 18
alter table archive add constraint c not null quantity not valid;
-- since 18
alter table orders add constraint c not null known;
alter table orders validate constraint orders_doubted_check;
alter table orders validate constraint orders_total_check;
alter table orders validate constraint orders_known_check;
alter table orders validate constraint orders_region_fkey;
alter table orders add foreign key (customer_id) references customers;
alter table orders add constraint c foreign key (customer_id) references customers (id) on delete cascade;
alter table orders add constraint c foreign key (customer_id) references customers not valid;
alter table orders add foreign key (parent_id) references orders;
alter table orders add foreign key (parent_id) references orders not valid;
alter table archive add foreign key (customer_id) references customers;
alter table archive add foreign key (customer_id) references customers not valid;
alter table archive add foreign key (customer_id) references customers deferrable initially deferred;
alter table items add foreign key (product_id) references regions;
alter table keyed add foreign key (id) references regions;
-- since 18
alter table archive add foreign key (customer_id) references customers not enforced;
alter table items alter constraint items_order_id_fkey deferrable;
-- since 18
alter table items alter constraint items_order_id_fkey not enforced;
-- since 18
alter table events add foreign key (at) references regions not valid deferrable;
alter table logs_1 add foreign key (at) references regions not valid;
alter table archive add primary key (id);
alter table archive add constraint archive_pkey primary key (known);
alter table keyed add primary key (id);
alter table keyed add constraint keyed_pkey primary key using index keyed_id_idx;
alter table keyed add constraint keyed_pkey primary key using index keyed_tenant_idx;
alter table keyed add constraint keyed_pkey primary key using index keyed_code_idx;
alter table keyed add constraint keyed_code_key unique using index keyed_code_idx;
alter table keyed add unique (code);
alter table keyed add unique (tenant, id) include (note);
alter table keyed add constraint c unique (id) deferrable initially deferred;
-- since 15
alter table keyed add constraint c unique nulls not distinct (code);
alter table orders add unique (total);
alter table orders add constraint c unique using index orders_reference_idx;
alter table orders add constraint c unique using index orders_known_idx;
alter table items add constraint items_number_key unique using index items_number_idx;
alter table tagged add exclude using btree (id with =);
alter table archive add constraint c exclude using gist (int8range(id, id + 1) with &&);
alter table orders drop constraint orders_total_check;
alter table orders drop constraint if exists c;
alter table items drop constraint items_order_id_fkey;
alter table items drop constraint items_pkey;
alter table items drop constraint items_size_check;
alter table orders drop constraint orders_pkey cascade;
alter table orders rename constraint orders_total_check to total_positive;
alter table orders add check (quantity > 0) not valid, add foreign key (customer_id) references customers not valid;
alter table orders add check (quantity > 0) not valid, add foreign key (customer_id) references customers;
alter table orders add check (quantity > 0) not valid, alter column total set not null;
alter table orders add constraint c check (customer_id is not null) not valid, alter column customer_id set not null;
alter table orders add constraint c check (customer_id is not null), alter column customer_id set not null;
alter table orders validate constraint orders_doubted_check, alter column doubted set not null;
alter table orders drop constraint orders_known_check, alter column known set not null;
alter table orders drop constraint orders_total_check, add constraint orders_total_check check (total >= 0) not valid;
alter table orders drop constraint orders_total_check, add constraint orders_total_check check (total >= 0);
alter table items drop constraint items_pkey, add primary key (id);
alter table items drop constraint items_pkey, add constraint items_pkey primary key using index items_number_idx;
alter table archive alter column known drop not null, add column a text;
