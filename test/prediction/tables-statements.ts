import fc from 'fast-check'

/** Relations of the schema by what they are, with one name that nobody has. */
const tables = [
  'app.orders',
  'app.items',
  'app.customers',
  'app.notes',
  'app.shops',
  'app.staff',
  'app.visits',
  'app.events',
  'app.events_1',
  'app.events_rest',
  'app.logs',
  'app.logs_a',
  'app.logs_c',
  'app.logs_c1',
  'app.marks',
  'app.hashed',
  'app.base',
  'app.derived',
  'app.grandchild',
  'app.loose',
  'app.scratch',
  'app.boxes',
  'app.holder',
  'app.uses_numbers',
  'app.clustered',
  'app."Größe ""x"""',
]
const views = ['app.open_orders', 'app.staff_names', 'app.shop_staff']
const materializedViews = ['app.totals', 'app.staff_counts', 'app.empty_counts']
const indexes = [
  'app.orders_pkey',
  'app.orders_status_idx',
  'app.orders_total_idx',
  'app.staff_born_key',
  'app.staff_lower_idx',
  'app.staff_shop_id_name_key',
  'app.logs_shop_idx',
  'app.logs_a_shop_id_idx',
  'app.logs_pkey',
  'app.totals_customer_idx',
  'app.visits_amount_idx',
  'app.boxes_span_excl',
]
const sequences = ['app.numbers', 'app.shops_id_seq', 'app.staff_id_seq']
const strangers = ['app.nothing', 'nowhere.nothing']
const relations = [...tables, ...views, ...materializedViews, ...indexes, ...sequences, ...strangers]
const rows = [...tables, ...views, ...materializedViews, ...strangers]

const modes = [
  'access share',
  'row share',
  'row exclusive',
  'share update exclusive',
  'share',
  'share row exclusive',
  'exclusive',
  'access exclusive',
]

/** Everything that there are only so many of. */
export function listFixed(major: number): string[] {
  return [
    ...drops(),
    ...truncates(),
    ...upkeep(major),
    ...newIndexes(),
    ...newTables(),
    ...data(major),
    ...remarks(),
  ]
}

function drops(): string[] {
  const kinds = ['table', 'index', 'view', 'materialized view', 'sequence', 'foreign table']
  const behaviors = ['', ' cascade']
  const fitting = [
    ...tables.map(name => `table ${name}`),
    ...views.map(name => `view ${name}`),
    ...materializedViews.map(name => `materialized view ${name}`),
    ...indexes.map(name => `index ${name}`),
    ...sequences.map(name => `sequence ${name}`),
  ]
  return [
    ...fitting.flatMap(what => behaviors.map(behavior => `drop ${what}${behavior}`)),
    ...kinds.flatMap(kind =>
      ['app.orders', 'app.totals', 'app.open_orders', 'app.orders_pkey', 'app.numbers', ...strangers].flatMap(
        name => [`drop ${kind} ${name}`, `drop ${kind} if exists ${name} cascade`],
      ),
    ),
    'drop table app.items, app.orders, app.open_orders',
    'drop table app.items, app.orders cascade',
    'drop table app.shops, app.staff, app.logs, app.marks, app.uses_numbers cascade',
    'drop view app.shop_staff, app.staff_names',
    'drop view app.staff_names, app.shop_staff cascade',
    'drop table app.derived, app.base, app.grandchild',
    'drop index app.orders_status_idx, app.orders_total_idx',
  ]
}

function truncates(): string[] {
  return [
    ...rows.flatMap(name => [`truncate ${name}`, `truncate only ${name}`, `truncate ${name} cascade`]),
    'truncate app.shops restart identity cascade',
    'truncate app.staff restart identity',
    'truncate app.orders, app.items',
    'truncate app.orders_pkey',
    'truncate app.base restart identity',
    'truncate app.shops, app.staff, app.logs, app.marks restart identity',
  ]
}

function upkeep(major: number): string[] {
  return [
    ...[...rows, 'app.numbers'].flatMap(name => [
      `lock table ${name} in share mode`,
      `reindex table ${name}`,
      `analyze ${name}`,
    ]),
    ...modes.map(mode => `lock table app.base, only app.events, app.shop_staff in ${mode} mode`),
    ...[...indexes, 'app.orders', 'app.nothing'].map(name => `reindex index ${name}`),
    'analyze',
    'analyze app.orders (status, total)',
    'analyze app.orders (nothing)',
    'analyze app.orders, app.items',
    ...[
      'app.totals',
      'app.staff_counts',
      'app.empty_counts',
      'app.open_orders',
      'app.orders',
      'app.nothing',
    ].flatMap(name => [
      `refresh materialized view ${name}`,
      `refresh materialized view ${name} with no data`,
      `refresh materialized view concurrently ${name}`,
    ]),
    'refresh materialized view concurrently app.totals with no data',
    'cluster app.orders using orders_status_idx',
    'cluster app.orders using nothing',
    'cluster app.orders',
    'cluster app.clustered',
    'cluster app.visits using visits_amount_idx',
    'cluster app.boxes using boxes_span_excl',
    'cluster app.open_orders using orders_pkey',
    ...(major < 15 ? ['cluster app.events using nothing'] : []),
    'comment on table app.open_orders is null',
    'alter sequence app.numbers restart with 7',
    'alter sequence app.numbers owned by app.loose.id',
    'alter sequence app.numbers owned by app.loose.nothing',
    'alter sequence app.numbers owned by public.loose.id',
    'alter sequence app.numbers owned by none',
    'alter sequence app.staff_id_seq owned by none',
    'alter sequence app.staff_id_seq increment by 2',
    'alter sequence app.numbers increment by 0',
    'alter sequence app.numbers minvalue 10 maxvalue 5',
    'alter sequence if exists app.nothing restart',
    'alter sequence app.nothing restart',
    'alter sequence app.orders restart',
    'create sequence app.more',
    'create sequence app.numbers',
    'create sequence if not exists app.numbers',
    'create sequence app.orders',
    'create sequence nowhere.more',
    'create sequence app.more owned by app.orders.id',
    'create sequence other.more owned by app.orders.id',
    'create sequence app.more owned by app.orders.nothing',
    'create temporary sequence more',
    'create sequence app.more as text',
    'create sequence app.more as smallint increment by -1',
  ]
}

function remarks(): string[] {
  return [
    ...[...rows].map(name => `comment on table ${name} is 'x'`),
    ...['app.orders_pkey', 'app.orders', 'app.nothing'].map(name => `comment on index ${name} is 'x'`),
    ...['app.orders.id', 'app.orders.nothing', 'app.open_orders.id', 'app.nothing.id'].map(
      name => `comment on column ${name} is 'x'`,
    ),
    "comment on constraint orders_pkey on app.orders is 'x'",
    "comment on constraint nothing on app.orders is 'x'",
    "comment on trigger touched on app.items is 'x'",
    "comment on policy own on app.boxes is 'x'",
    "comment on rule copy_visits on app.visits is 'x'",
    "comment on materialized view app.totals is 'x'",
    "comment on sequence app.numbers is 'x'",
  ]
}

function newIndexes(): string[] {
  const targets = [
    'app.orders',
    'app.staff',
    'app.logs',
    'app.events',
    'app.totals',
    'app.open_orders',
    'app.nothing',
  ]
  const columns: Record<string, string> = {
    'app.staff': 'shop_id',
    'app.logs': 'id',
    'app.events': 'at',
    'app.totals': 'total',
  }
  return [
    ...targets.flatMap(table => {
      const column = columns[table] ?? 'id'
      return [
        `create index on ${table} (${column})`,
        `create index i on only ${table} (${column} desc nulls last)`,
        `create unique index on ${table} (${column})`,
        `create index if not exists orders_status_idx on ${table} (${column})`,
        `create index orders_status_idx on ${table} (${column})`,
        `create index on ${table} using hash (${column})`,
        `create index on ${table} using brin (${column})`,
        `create index on ${table} using gin (${column})`,
        `create index on ${table} (nothing)`,
      ]
    }),
    'create index on app.staff (lower(name), shop_id)',
    'create index on app.staff ((name || code))',
    "create index on app.staff ((name || 'x'), (shop_id + 1), lower(name), lower(name))",
    'create index on app.staff (shop_id) include (name)',
    'create index on app.staff using gin (tags)',
    'create index on app.staff using gin (document)',
    'create index on app.staff using gin (document jsonb_path_ops, tags)',
    'create index on app.staff using gin (name)',
    'create index on app.staff using gist (name)',
    'create index on app.shops using gist (place)',
    'create index on app.shops using btree (place)',
    'create index on app.shops using spgist (place)',
    'create unique index on app.shops using gist (place)',
    'create index on app.shops using nothing (place)',
    'create index on app.staff (name text_pattern_ops)',
    'create index on app.staff (name collate "C")',
    'create index on app.staff (shop_id) where born is not null',
    'create index on app.staff (shop_id) where nothing is not null',
    'create index on app.staff (shop_id) where born > now()',
    'create index on app.staff (random())',
    'create index on app.staff ((born::text))',
    "create index on app.staff (date_trunc('day', born))",
    "create index on app.staff (coalesce(name, ''), (case when shop_id > 1 then name end))",
    'create index on app.staff (doubled)',
    'create index on app.staff (ctid)',
    'create index on app.logs (kind, id)',
    'create unique index on app.logs (kind, shop_id)',
    'create unique index on app.logs (id, kind)',
    'create index on app.logs_a (kind)',
    'create index on app.logs_c (shop_id, id)',
    'create unique index on app.events (at, kind)',
    'create index on app.events (lower(kind)) where at > 5',
    'create index on app.hashed (id)',
    'create index on app.base (id)',
    `create index on app.${'n'.repeat(63)} (id)`,
    'create index on app."Größe ""x""" ("Länge in m")',
    'create index on app.orders (status, total, quantity, customer_id, cost, known)',
    'create index orders on app.orders (status)',
    'create index on app.orders_pkey (id)',
    'create index on app.numbers (last_value)',
    ...[
      'create index concurrently i on app.orders (quantity)',
      'create unique index concurrently on app.orders (id)',
    ],
    'create index concurrently if not exists orders_status_idx on app.orders (status)',
    'create index concurrently orders_status_idx on app.orders (status)',
    'create index concurrently on app.events (at)',
    'create index concurrently on app.totals (total)',
    'create index concurrently on app.orders (nothing)',
    'drop index concurrently app.orders_status_idx',
    'drop index concurrently app.orders_pkey',
    'drop index concurrently app.logs_shop_idx',
    'drop index concurrently app.orders_status_idx, app.orders_total_idx',
    'drop index concurrently app.orders_status_idx cascade',
    'drop index concurrently if exists app.nothing',
    'reindex index concurrently app.orders_status_idx',
    'reindex table concurrently app.orders',
    'reindex table app.logs',
    'reindex table concurrently app.logs',
    'reindex index app.logs_shop_idx',
    'reindex index concurrently app.logs_shop_idx',
    'reindex schema app',
    'reindex schema nowhere',
    'vacuum app.orders',
    'vacuum full app.orders',
    'vacuum (full, analyze) app.staff',
    'vacuum analyze app.logs',
    'vacuum full app.logs',
    'vacuum app.nothing',
    'vacuum full app.totals',
    'cluster',
  ]
}

function newTables(): string[] {
  return [
    'create table app.t ()',
    'create table t (id integer)',
    'create table app.orders (id integer)',
    'create table if not exists app.orders (id integer)',
    'create table if not exists app.open_orders (id integer)',
    'create table app.mood (id integer)',
    'create table app.pair (id integer)',
    'create table nowhere.t (id integer)',
    'create table app.t (id serial primary key, code text unique, check (code <> id::text))',
    'create table app.t (id bigserial, id integer)',
    'create table app.t (id integer generated always as identity, n integer generated by default as identity)',
    'create table app.t (twice integer generated always as (n * 2) stored, n integer)',
    'create table app.t (id integer primary key, primary key (id))',
    'create table app.t (a integer, b integer, unique (a, b), unique (a, b), primary key (b))',
    'create table app.t (a integer, unique (nothing))',
    'create table app.t (a integer check (b > 0))',
    'create table app.t (a nothing)',
    "create table app.t (a app.mood default 'good', b app.price, c app.orders)",
    'create table app.t (a integer constraint orders_pkey primary key)',
    'create table app.t (a integer constraint x check (a > 0), constraint x check (a > 1))',
    'create table app.t (a int4range, exclude using gist (a with &&))',
    'create table app.t (a integer references app.orders)',
    'create table app.t (a integer references app.orders (id) on delete set null, b integer references app.shops (code))',
    'create table app.t (a text references app.shops (code))',
    'create table app.t (a integer references app.notes)',
    'create table app.t (a integer references app.notes (id))',
    'create table app.t (a integer references app.nothing)',
    'create table app.t (a integer references app.open_orders)',
    'create table app.t (a integer primary key, b integer references app.t)',
    'create table app.t (a bigint, b text, foreign key (a, b) references app.logs)',
    'create table app.t (a integer references app.orders, b integer references app.customers, c bigint references app.orders)',
    'create table app.t (a integer references app.scratch)',
    'create table app.t (a integer references app.rough)',
    'create unlogged table app.t (a integer references app.rough)',
    'create unlogged table app.t (a integer)',
    'create temporary table t (id serial primary key, b text)',
    'create temporary table orders (id integer) on commit drop',
    'create temporary table app.t (id integer)',
    'create temporary table t (a bigint references app.orders)',
    'create table app.t (like app.orders)',
    'create table app.t (like app.staff including all)',
    'create table app.t (like app.staff including indexes, more integer unique)',
    'create table app.t (like app.shops including defaults including constraints)',
    'create table app.t (like app.logs including all) partition by list (kind)',
    'create table app.t (like app.open_orders)',
    'create table app.t (like app.nothing)',
    'create table app.t (like app.orders_pkey)',
    'create table app.t (like app.orders, id integer)',
    'create table app.t (like app.boxes including all)',
    'create table app.t () inherits (app.base)',
    'create table app.t (id integer, more text) inherits (app.base, app.loose)',
    'create table app.t (id text) inherits (app.base)',
    'create table app.t () inherits (app.base, app.base)',
    'create table app.t () inherits (app.events)',
    'create table app.t () inherits (app.events_1)',
    'create table app.t () inherits (app.open_orders)',
    'create table app.t () inherits (app.nothing)',
    'create table app.t () inherits (app.staff)',
    'create table app.t (id integer) partition by range (id)',
    'create table app.t (id integer) partition by range (nothing)',
    'create table app.t (id integer, b text) partition by list (id, b)',
    'create table app.t (id integer, b text) partition by hash (id, lower(b))',
    'create table app.t (id integer primary key, b text) partition by list (b)',
    'create table app.t (id integer, b text, primary key (id, b)) partition by list (b)',
    'create table app.t (id integer primary key) partition by range ((id + 1))',
    'create table app.t partition of app.events for values from (300) to (400)',
    'create table app.t partition of app.events for values from (150) to (250)',
    'create table app.t partition of app.events for values from (5) to (5)',
    'create table app.t partition of app.events default',
    'create table app.t partition of app.events for values in (1)',
    'create table app.t partition of app.orders for values in (1)',
    "create table app.t partition of app.logs for values in ('x')",
    "create table app.t partition of app.logs for values in ('a')",
    'create table app.t partition of app.logs default',
    'create table app.t partition of app.logs_c for values from (2000) to (maxvalue)',
    'create table app.t partition of app.logs_c default',
    "create table app.t partition of app.logs for values in ('y') partition by range (id)",
    'create table app.t partition of app.hashed for values with (modulus 2, remainder 1)',
    'create table app.t partition of app.hashed for values with (modulus 4, remainder 2)',
    'create table app.t partition of app.hashed for values with (modulus 4, remainder 3)',
    'create table app.t partition of app.hashed for values with (modulus 2, remainder 2)',
    'create table app.t partition of app.hashed default',
    'create table app.t partition of app.nothing default',
    'create table app.t partition of app.events (primary key (at)) for values from (300) to (400)',
    'create table app.t of app.pair',
    'create table app.t of app.pair (a primary key)',
    'create table app.t as select * from app.orders',
    'create table app.t as select id, status as state from app.orders where quantity > 1 with no data',
    'create table app.t (a, b) as select 1, 2',
    'create table app.t (a, b) as select 1',
    'create table app.t as select 1 as a, 2 as a',
    'create table app.orders as select 1 as a',
    'create table if not exists app.orders as select 1 as a',
    'create table nowhere.t as select 1 as a',
    'create table app.t as select * from app.nothing',
    'create temporary table t as select * from app.notes',
    'create table app.t as values (1, 2)',
    'create table app.t as select * from app.events',
    'create table app.t as select * from app.base',
    'create table app.t as select * from only app.base',
    'create table app.t as with x as (select * from app.notes) select * from x',
    'create table app.t as select * from app.open_orders',
    'select * into app.t from app.notes',
    'select * into temporary t from app.notes',
    'select 1 as a into app.orders',
    'create materialized view app.m as select * from app.notes',
    'create materialized view app.m as select * from app.notes with no data',
    'create materialized view app.totals as select 1',
    'create materialized view if not exists app.totals as select 1',
  ]
}

function data(major: number): string[] {
  return [
    "insert into app.notes values (99, 'x')",
    'insert into app.notes (nothing) values (1)',
    'insert into app.nothing values (1)',
    'insert into app.totals values (1, 2)',
    'insert into app.notes select id, body from app.loose',
    'insert into app.loose select * from app.base',
    "insert into app.items values (500, 1, 'x')",
    "insert into app.events values (5, 'x')",
    'update app.notes set body = body',
    "update app.notes set body = 'x' where body = 'y'",
    'update app.notes set nothing = 1',
    'update app.nothing set a = 1',
    'update app.staff set doubled = 1',
    'update only app.base set id = id',
    'update app.base set id = id',
    'update app.events set kind = kind',
    'delete from app.notes',
    'delete from only app.base',
    'delete from app.base',
    "delete from app.notes where body = 'none'",
    'delete from app.nothing',
    'delete from app.totals',
    'delete from app.events',
    'select * from app.notes',
    'select count(*) from app.base',
    'select * from only app.base',
    'select * from app.events',
    "select * from app.notes where body = 'x'",
    'select * from app.nothing',
    'select * from app.notes for update',
    'select id from app.notes union all select id from app.loose',
    'with x as (delete from app.loose returning id) insert into app.notes (id) select id from x',
    "with x as (update app.loose set body = 'x' returning id) select * from x",
    'set lock_timeout = 5000',
    'set local search_path = app',
    'reset search_path',
    'discard temp',
    'show search_path',
    ...(major >= 15
      ? ['merge into app.loose l using app.notes n on n.id = l.id when matched then update set body = n.body']
      : []),
  ]
}

/** Combinations of several relations and clauses, the same for the same seed. */
const combinations = fc.oneof(
  fc
    .record({
      kind: fc.constantFrom('table', 'view', 'materialized view', 'index', 'sequence'),
      names: fc.uniqueArray(fc.constantFrom(...relations), { minLength: 1, maxLength: 4 }),
      ifExists: fc.constantFrom('', 'if exists '),
      behavior: fc.constantFrom('', ' cascade', ' cascade'),
    })
    .map(({ kind, names, ifExists, behavior }) => `drop ${kind} ${ifExists}${names.join(', ')}${behavior}`),
  fc
    .record({
      names: fc.uniqueArray(fc.constantFrom(...tables), { minLength: 1, maxLength: 5 }),
      ifExists: fc.constantFrom('', 'if exists '),
      behavior: fc.constantFrom('', ' cascade', ' cascade'),
    })
    .map(({ names, ifExists, behavior }) => `drop table ${ifExists}${names.join(', ')}${behavior}`),
  fc
    .record({
      names: fc.uniqueArray(fc.constantFrom(...tables), { minLength: 1, maxLength: 4 }),
      identity: fc.constantFrom('', ' restart identity'),
      behavior: fc.constantFrom('', ' cascade'),
    })
    .map(({ names, identity, behavior }) => `truncate ${names.join(', ')}${identity}${behavior}`),
  fc
    .record({
      names: fc.uniqueArray(fc.constantFrom(...tables, ...views), { minLength: 1, maxLength: 4 }),
      mode: fc.constantFrom(...modes),
    })
    .map(({ names, mode }) => `lock table ${names.join(', ')} in ${mode} mode`),
  fc
    .record({
      table: fc.constantFrom('app.staff', 'app.shops', 'app.logs', 'app.logs_a', 'app.orders', 'app.events'),
      isUnique: fc.boolean(),
      isOnly: fc.boolean(),
      name: fc.constantFrom('', 'i ', 'orders_pkey '),
      method: fc.constantFrom('', '', '', 'using hash ', 'using brin ', 'using gist ', 'using gin '),
      keys: fc.uniqueArray(
        fc.constantFrom(
          'id',
          'shop_id',
          'name',
          'kind',
          'lower(name)',
          'at',
          'status',
          '(id + 1)',
          'tags',
          'place',
        ),
        { minLength: 1, maxLength: 3 },
      ),
      include: fc.constantFrom('', '', ' include (id)'),
      where: fc.constantFrom('', '', ' where id > 5', ' where shop_id is null'),
    })
    .map(
      ({ table, isUnique, isOnly, name, method, keys, include, where }) =>
        `create ${isUnique ? 'unique ' : ''}index ${name}on ${isOnly ? 'only ' : ''}${table} ${method}(${keys.join(', ')})${include}${where}`,
    ),
  fc
    .record({
      place: fc.constantFrom('app.t', 't', 'app.orders', 'other.t'),
      columns: fc.uniqueArray(
        fc.constantFrom(
          'id serial primary key',
          'a integer not null',
          'b bigint references app.orders',
          'c text unique',
          'd integer check (d > 0)',
          'e integer generated always as identity',
          'f integer references app.shops on delete cascade',
          'g app.mood',
          'like app.staff including all',
          'like app.base',
          'primary key (a)',
          'unique (a, c)',
          'check (a > 0)',
          'foreign key (a) references app.staff (id)',
          'constraint n check (c <> id::text)',
        ),
        { minLength: 1, maxLength: 5 },
      ),
      tail: fc.constantFrom(
        '',
        '',
        ' inherits (app.base)',
        ' partition by range (a)',
        ' with (fillfactor = 50)',
      ),
    })
    .map(({ place, columns, tail }) => `create table ${place} (${columns.join(', ')})${tail}`),
)

/** `count` statements that a seed chooses. */
export function listStatements(seed: number, count: number): string[] {
  return fc.sample(combinations, { seed, numRuns: count })
}
