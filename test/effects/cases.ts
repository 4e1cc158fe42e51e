/** A statement, and what PostgreSQL's documentation says that it does to the relations that were there before. */
export interface Case {
  sql: string
  /** Strongest mode on each existing table or matview that is touched with more than ROW EXCLUSIVE. */
  locks?: Record<string, Mode>
  rewrites?: string[]
  /** Tables read as a whole. */
  scans?: string[]
  /** Indexes in a new file, by name. */
  builds?: string[]
  truncates?: string[]
  /** First major that has the statement. */
  since?: number
}

type Mode = 'SUE' | 'S' | 'SRE' | 'E' | 'AE'

const orders = { orders: 'AE' } as const
const ordersKeys = ['orders_pkey', 'orders_status_idx', 'orders_total_idx']

/**
 * Truth from the manual: "13.3 Explicit Locking", the notes of ALTER TABLE, CREATE INDEX, REINDEX, CLUSTER, TRUNCATE,
 * REFRESH MATERIALIZED VIEW, and release notes 11 to 18.
 */
export const cases: Case[] = [
  // Columns
  { sql: 'alter table app.orders add column a text', locks: orders },
  { sql: "alter table app.orders add column a text not null default 'x'", locks: orders },
  { sql: 'alter table app.orders add column a timestamptz default now()', locks: orders },
  {
    sql: 'alter table app.orders add column a uuid default gen_random_uuid()',
    locks: orders,
    rewrites: ['orders'],
    scans: ['orders'],
    builds: ordersKeys,
  },
  {
    sql: 'alter table app.orders add column a int generated always as (quantity + 1) stored',
    locks: orders,
    rewrites: ['orders'],
    scans: ['orders'],
    builds: ordersKeys,
  },
  {
    sql: 'alter table app.orders add column a int generated always as (quantity + 1) virtual',
    locks: orders,
    since: 18,
  },
  {
    sql: 'alter table app.orders add column a bigserial',
    locks: orders,
    rewrites: ['orders'],
    scans: ['orders'],
    builds: ordersKeys,
  },
  {
    sql: 'alter table app.notes add column a int generated always as identity',
    locks: { notes: 'AE' },
    rewrites: ['notes'],
    scans: ['notes'],
  },
  {
    sql: 'alter table app.orders add column a int unique',
    locks: orders,
    scans: ['orders'],
    builds: ['orders_a_key'],
  },
  { sql: 'alter table app.orders drop column known', locks: orders },
  { sql: 'alter table app.orders rename column status to state', locks: orders },
  { sql: 'alter table app.orders alter column status drop default', locks: orders },
  { sql: "alter table app.orders alter column status set default 'old'", locks: orders },
  { sql: 'alter table app.orders alter column quantity set not null', locks: orders, scans: ['orders'] },
  { sql: 'alter table app.orders alter column known set not null', locks: orders },
  { sql: 'alter table app.customers alter column email drop not null', locks: { customers: 'AE' } },
  { sql: 'alter table app.orders alter column quantity set statistics 500', locks: { orders: 'SUE' } },
  { sql: 'alter table app.orders alter column status set storage external', locks: orders },
  // Types
  {
    sql: 'alter table app.orders alter column quantity type bigint',
    locks: orders,
    rewrites: ['orders'],
    scans: ['orders'],
    builds: ordersKeys,
  },
  { sql: 'alter table app.orders alter column total type numeric(12, 2)', locks: orders },
  {
    sql: 'alter table app.orders alter column total type numeric(12, 3)',
    locks: orders,
    rewrites: ['orders'],
    scans: ['orders'],
    builds: ordersKeys,
  },
  { sql: 'alter table app.customers alter column email type varchar(80)', locks: { customers: 'AE' } },
  { sql: 'alter table app.customers alter column email type text', locks: { customers: 'AE' } },
  {
    sql: 'alter table app.customers alter column email type varchar(30)',
    locks: { customers: 'AE' },
    rewrites: ['customers'],
    scans: ['customers'],
    builds: ['customers_pkey'],
  },
  // Constraints
  {
    sql: 'alter table app.orders add check (quantity > 0)',
    locks: orders,
    scans: ['orders'],
  },
  { sql: 'alter table app.orders add check (quantity > 0) not valid', locks: orders },
  {
    sql: 'alter table app.notes validate constraint notes_id_check',
    locks: { notes: 'SUE' },
    scans: ['notes'],
  },
  {
    sql: 'alter table app.orders add foreign key (customer_id) references app.customers',
    locks: { orders: 'SRE', customers: 'SRE' },
    scans: ['orders', 'customers'],
  },
  {
    sql: 'alter table app.orders add foreign key (customer_id) references app.customers not valid',
    locks: { orders: 'SRE', customers: 'SRE' },
  },
  {
    sql: 'alter table app.orders add constraint k unique (quantity)',
    locks: orders,
    scans: ['orders'],
    builds: ['k'],
  },
  { sql: 'alter table app.orders add constraint k unique using index orders_total_idx', locks: orders },
  {
    sql: 'alter table app.notes add primary key (id)',
    locks: { notes: 'AE' },
    scans: ['notes'],
    builds: ['notes_pkey'],
  },
  { sql: 'alter table app.items drop constraint items_order_id_fkey', locks: { items: 'AE', orders: 'AE' } },
  {
    sql: 'alter table app.orders add constraint n not null quantity not valid',
    locks: orders,
    since: 18,
  },
  { sql: 'alter domain app.price add check (value >= 0)', locks: { orders: 'S' }, scans: ['orders'] },
  { sql: 'alter domain app.price add check (value >= 0) not valid' },
  // Indexes
  {
    sql: 'create index i on app.orders (quantity)',
    locks: { orders: 'S' },
    scans: ['orders'],
    builds: ['i'],
  },
  { sql: 'drop index app.orders_status_idx', locks: orders },
  { sql: 'alter index app.orders_status_idx rename to other' },
  {
    sql: 'reindex index app.orders_status_idx',
    locks: { orders: 'S' },
    scans: ['orders'],
    builds: ['orders_status_idx'],
  },
  { sql: 'reindex table app.orders', locks: { orders: 'S' }, scans: ['orders'], builds: ordersKeys },
  {
    sql: 'cluster app.orders using orders_status_idx',
    locks: orders,
    rewrites: ['orders'],
    builds: ordersKeys,
    scans: ['orders'],
  },
  // Tables as a whole
  { sql: 'drop table app.notes', locks: { notes: 'AE' } },
  { sql: 'alter table app.notes rename to remarks', locks: { notes: 'AE' } },
  { sql: 'alter table app.notes set schema public', locks: { notes: 'AE' } },
  { sql: 'alter table app.notes set (fillfactor = 50)', locks: { notes: 'SUE' } },
  { sql: 'alter table app.notes set (autovacuum_enabled = off)', locks: { notes: 'SUE' } },
  {
    sql: 'alter table app.notes set unlogged',
    locks: { notes: 'AE' },
    rewrites: ['notes'],
    scans: ['notes'],
  },
  {
    sql: 'alter table app.scratch set logged',
    locks: { scratch: 'AE' },
    rewrites: ['scratch'],
    scans: ['scratch'],
  },
  { sql: 'truncate app.notes', locks: { notes: 'AE' }, truncates: ['notes'] },
  {
    sql: 'truncate app.orders cascade',
    locks: { orders: 'AE', items: 'AE' },
    truncates: ['orders', 'items'],
  },
  { sql: 'alter table app.notes enable row level security', locks: { notes: 'AE' } },
  { sql: 'create policy p on app.notes using (true)', locks: { notes: 'AE' } },
  {
    sql: 'create trigger t before insert on app.notes for each row execute function app.touch()',
    locks: { notes: 'SRE' },
  },
  { sql: 'alter table app.items disable trigger touched', locks: { items: 'SRE' } },
  { sql: 'drop trigger touched on app.items', locks: { items: 'AE' } },
  { sql: 'create rule r as on delete to app.notes do instead nothing', locks: { notes: 'AE' } },
  { sql: 'create statistics app.s on total, quantity from app.orders', locks: { orders: 'SUE' } },
  { sql: "comment on table app.notes is 'x'", locks: { notes: 'SUE' } },
  { sql: 'analyze app.notes', locks: { notes: 'SUE' } },
  { sql: 'lock table app.notes in share mode', locks: { notes: 'S' } },
  { sql: 'create view app.v as select * from app.notes' },
  { sql: 'create table app.copy as select * from app.notes', scans: ['notes'] },
  { sql: 'create table app.child (id bigint references app.orders)', locks: { orders: 'SRE' } },
  { sql: "alter type app.mood add value 'fine'" },
  // Data
  { sql: 'update app.notes set body = body', scans: ['notes'] },
  { sql: 'delete from app.notes', scans: ['notes'] },
  { sql: "insert into app.notes values (11, 'x')" },
  // Partitions and inheritance
  {
    sql: 'create table app.events_3 partition of app.events for values from (300) to (400)',
    locks: { events: 'AE', events_rest: 'AE' },
    scans: ['events_rest'],
  },
  {
    sql: 'alter table app.events attach partition app.spare for values from (300) to (400)',
    locks: { events: 'SUE', events_rest: 'AE', spare: 'AE' },
    scans: ['spare', 'events_rest'],
  },
  {
    sql: 'alter table app.events attach partition app.checked_spare for values from (300) to (400)',
    locks: { events: 'SUE', events_rest: 'AE', checked_spare: 'AE' },
    scans: ['events_rest'],
  },
  {
    sql: 'alter table app.events detach partition app.events_1',
    locks: { events: 'AE', events_1: 'AE', events_rest: 'AE' },
  },
  { sql: 'drop table app.events_1', locks: { events: 'AE', events_1: 'AE', events_rest: 'AE' } },
  {
    sql: 'alter table app.events add column a int default random()::int',
    locks: { events: 'AE', events_1: 'AE', events_2: 'AE', events_rest: 'AE' },
    rewrites: ['events_1', 'events_2', 'events_rest'],
    scans: ['events_1', 'events_2', 'events_rest'],
  },
  {
    sql: 'create index e on app.events (kind)',
    locks: { events: 'S', events_1: 'S', events_2: 'S', events_rest: 'S' },
    scans: ['events_1', 'events_2', 'events_rest'],
    builds: ['events_1_kind_idx', 'events_2_kind_idx', 'events_rest_kind_idx'],
  },
  { sql: 'create index e on only app.events (kind)', locks: { events: 'S' } },
  {
    sql: 'alter table app.base alter column id type bigint',
    locks: { base: 'AE', derived: 'AE' },
    rewrites: ['base', 'derived'],
    scans: ['base', 'derived'],
  },
  { sql: 'alter table app.loose inherit app.base', locks: { loose: 'AE', base: 'SUE' } },
  // Views and materialized views
  {
    sql: 'refresh materialized view app.totals',
    locks: { totals: 'AE' },
    rewrites: ['totals'],
    scans: ['orders'],
    builds: ['totals_customer_idx'],
  },
  {
    sql: 'create index t on app.totals (total)',
    locks: { totals: 'S' },
    scans: ['totals'],
    builds: ['t'],
  },
  { sql: 'drop materialized view app.totals', locks: { totals: 'AE' } },
  // DDL that no parser of the statement can see
  {
    sql: 'do $$ begin alter table app.orders alter column quantity type bigint; end $$',
    locks: orders,
    rewrites: ['orders'],
    scans: ['orders'],
    builds: ordersKeys,
  },
  { sql: 'select app.widen()', locks: orders, rewrites: ['orders'], scans: ['orders'], builds: ordersKeys },
  { sql: 'do $$ begin truncate app.notes; end $$', locks: { notes: 'AE' }, truncates: ['notes'] },
  {
    sql: `do $$ begin
      begin alter table app.orders alter column quantity type bigint; raise exception 'no'; exception when others then null; end;
      end $$`,
    locks: {},
    scans: ['orders'],
  },
  // Names
  { sql: 'alter table app."Größe ""x""" add column "Ö" int', locks: { '"Größe ""x"""': 'AE' } },
  {
    sql: `alter table app.${'n'.repeat(63)} alter column id type bigint`,
    locks: { ['n'.repeat(63)]: 'AE' },
    rewrites: ['n'.repeat(63)],
    scans: ['n'.repeat(63)],
  },
]
