import fc from 'fast-check'
import { newIndexes, newTables } from './tables-definitions.ts'

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
    ...[
      'select json_agg(name order by born) from app.staff',
      'select max(id), max(shop_id) from app.staff',
      'select id, (select count(*) from app.shops where shops.id = shop_id) from app.staff',
      'select name from app.staff where id not in (select id from app.shops)',
      'select id from app.staff where id not in (select id from app.shops)',
      'select distinct born from app.staff',
      'delete from app.staff where id is null or not exists (select from app.shops where id = shop_id)',
      'delete from app.staff where not exists (select from app.shops where id = shop_id)',
      'update app.staff set born = null where document is null',
      'update app.staff set born = null where id is null',
    ],
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
