create table shop.audit_log (
  id bigint generated always as identity,
  happened_at timestamptz not null default now(),
  table_name text not null,
  row_id bigint not null,
  former_status text not null,
  new_status text not null,
  primary key (id, happened_at)
) partition by range (happened_at);
comment on table shop.audit_log is 'Who asks what became of an order finds it here. One partition per month.';

create index audit_log_row_idx on shop.audit_log (table_name, row_id);

create table shop.audit_log_default partition of shop.audit_log default;
comment on table shop.audit_log_default is 'Stays empty while months are added in time.';

create function shop.add_audit_month(month date) returns void
  language plpgsql
  as $$
begin
  execute format(
    'create table shop.%I partition of shop.audit_log for values from (%L) to (%L)',
    to_char(month, '"audit_log_"YYYY_MM'), month, (month + interval '1 month')::date
  );
end
$$;
comment on function shop.add_audit_month(date) is 'Makes the partition of the month that begins on the given day.';

select shop.add_audit_month(month::date)
from generate_series(timestamp '2026-01-01', timestamp '2026-12-01', interval '1 month') as month;

create function shop.audit_status() returns trigger
  language plpgsql
  as $$
begin
  insert into shop.audit_log (table_name, row_id, former_status, new_status)
  values (tg_table_name, new.id, old.status, new.status);
  return null;
end
$$;

create trigger orders_audit after update of status on shop.orders
  for each row when (old.status is distinct from new.status) execute function shop.audit_status();

create trigger payments_audit after update of status on shop.payments
  for each row when (old.status is distinct from new.status) execute function shop.audit_status();
