import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Catalog, diffCatalogs, readCatalog } from '../../src/catalog/index.ts'
import { type Cluster, type Session, startCluster } from '../../src/engine/index.ts'
import { schema as tables } from '../effects/schema.ts'
import { testedMajors } from '../support/majors.ts'

const schema = `${tables}
create role reader;
create role writer;
create extension if not exists plpgsql;
create type app.pair as (a int, b text);
create type app.span as range (subtype = int4);
create collation app.german (provider = icu, locale = 'de');
create aggregate app.total (int) (sfunc = int4pl, stype = int);
create operator app.=== (function = int4eq, leftarg = int, rightarg = int);
create text search configuration app.words (copy = english);
create foreign data wrapper nowhere;
create server far foreign data wrapper nowhere options (a '1');
create foreign table app.remote (id int) server far;
create user mapping for reader server far;
create publication news for table app.notes;
create statistics app.together on total, quantity from app.orders;
create policy mine on app.notes using (id > 0);
create rule quiet as on delete to app.loose do instead nothing;
create event trigger watch on ddl_command_end execute function app.noticed();
alter default privileges in schema app grant select on tables to reader;
comment on table app.notes is 'old';
`.replace(
  'create event trigger',
  "create function app.noticed() returns event_trigger language plpgsql as 'begin end';\ncreate event trigger",
)

/** An edit, and a name that must be in what it changes. */
const edits: [sql: string, name: string][] = [
  ['create schema other', 'schema other'],
  ['alter schema app owner to writer', 'schema app'],
  ['grant usage on schema app to reader', 'schema app'],
  ['create table app.x ()', 'table app.x'],
  ['alter table app.notes owner to writer', 'table app.notes'],
  ['grant select on app.notes to reader', 'table app.notes'],
  ['grant update (body) on app.notes to reader', 'app.notes.body'],
  ['alter table app.notes set (fillfactor = 50)', 'table app.notes'],
  ['alter table app.notes set (toast.autovacuum_enabled = off)', 'app.notes'],
  ['alter table app.loose set unlogged', 'table app.loose'],
  ['alter table app.notes enable row level security', 'table app.notes'],
  ['alter table app.notes replica identity full', 'table app.notes'],
  ['alter table app.notes inherit app.base', 'app.notes'],
  ['alter table app.events detach partition app.events_1', 'table app.events_1'],
  ['alter table app.notes add extra int', 'app.notes.extra'],
  ['alter table app.notes drop body', 'app.notes.body'],
  ['alter table app.notes alter body type varchar(9)', 'app.notes.body'],
  ["alter table app.notes alter body set default 'x'", 'app.notes.body'],
  ['alter table app.notes alter body set not null', 'app.notes.body'],
  ['alter table app.notes alter body set statistics 9', 'app.notes.body'],
  ['alter table app.notes alter body set storage external', 'app.notes.body'],
  ['alter table app.notes alter body set (n_distinct = 5)', 'app.notes.body'],
  ['alter table app.notes add check (id < 100)', 'constraint notes_id_check1 on app.notes'],
  ['alter table app.notes validate constraint notes_id_check', 'constraint notes_id_check on app.notes'],
  [
    'alter table app.items alter constraint items_order_id_fkey deferrable',
    'constraint items_order_id_fkey on app.items',
  ],
  ['create index i on app.notes (id)', 'index app.i'],
  ['alter index app.orders_status_idx set (fillfactor = 50)', 'index app.orders_status_idx'],
  ['alter table app.orders cluster on orders_status_idx', 'index app.orders_status_idx'],
  ['alter table app.items disable trigger touched', 'trigger touched on app.items'],
  ['drop trigger touched on app.items', 'trigger touched on app.items'],
  ['alter policy mine on app.notes using (id > 1)', 'policy mine on app.notes'],
  ['alter policy mine on app.notes to reader', 'policy mine on app.notes'],
  ['alter table app.loose disable rule quiet', 'rule quiet on app.loose'],
  ['create or replace view app.open_orders as select id, status from app.orders', 'app.open_orders'],
  ['alter view app.open_orders set (security_barrier)', 'view app.open_orders'],
  ['alter view app.open_orders alter status set default 1', 'app.open_orders.status'],
  ['drop materialized view app.totals', 'materialized view app.totals'],
  ['alter sequence app.numbers increment 5', 'sequence app.numbers'],
  ['alter sequence app.numbers owned by app.notes.id', 'app.numbers'],
  ["alter type app.mood rename value 'bad' to 'worse'", 'type app.mood'],
  ['alter type app.pair add attribute c int', 'app.pair.c'],
  ['alter domain app.price set default 1', 'type app.price'],
  ['alter domain app.price add constraint c check (value > 0)', 'constraint c on app.price'],
  ['drop type app.span', 'type app.span'],
  ['alter function app.widen() security definer', 'function app.widen()'],
  ["alter function app.widen() set search_path = ''", 'function app.widen()'],
  ['revoke execute on function app.widen() from public', 'function app.widen()'],
  [
    "create or replace function app.touch() returns trigger language plpgsql as 'begin return old; end'",
    'function app.touch()',
  ],
  ['drop aggregate app.total (int)', 'aggregate app.total(integer)'],
  ['drop operator app.=== (int, int)', 'operator app.===(integer,integer)'],
  ['alter operator app.=== (int, int) set (restrict = eqsel)', 'operator app.===(integer,integer)'],
  ['drop collation app.german', 'collation app.german'],
  ['create cast (app.mood as int) with inout', 'cast (app.mood AS integer)'],
  [
    'alter text search configuration app.words alter mapping for asciiword with simple',
    'text search configuration app.words',
  ],
  ["alter server far options (set a '2')", 'server far'],
  ["alter user mapping for reader server far options (add b '1')", 'reader on server far'],
  ["alter foreign table app.remote options (add c '1')", 'app.remote'],
  ['alter publication news add table app.loose', 'publication news'],
  ["alter publication news set (publish = 'insert')", 'publication news'],
  ['alter statistics app.together set statistics 9', 'statistics object app.together'],
  ['alter event trigger watch disable', 'event trigger watch'],
  ['alter default privileges in schema app grant insert on tables to reader', 'app'],
  ["comment on table app.notes is 'new'", 'app.notes'],
  ["comment on column app.notes.body is 'new'", 'app.notes.body'],
  ['alter role reader createdb', 'role reader'],
  ['grant writer to reader', 'reader in writer'],
]

describe.each(testedMajors)('PostgreSQL %i', major => {
  let cluster: Cluster
  let session: Session
  let before: Catalog

  beforeAll(async () => {
    cluster = await startCluster({ major })
    session = await cluster.connect()
    await session.execute(schema)
    before = await readCatalog(session)
  })
  afterAll(() => cluster.stop())

  test.each(edits)('%s', async (sql, name) => {
    try {
      await session.execute(`begin; ${sql}`)
      const differences = diffCatalogs(before, await readCatalog(session))
      expect(differences.map(({ kind, identity }) => `${kind} ${identity}`).join('\n')).toContain(name)
      for (const { change, attributes } of differences)
        expect(attributes.length > 0).toBe(change === 'altered')
    } finally {
      await session.execute('rollback')
    }
  })

  test('read again, by anybody, whatever is set, it is the same', async () => {
    expect(diffCatalogs(before, await readCatalog(session))).toEqual([])
    await session.execute(
      "set search_path = app; set datestyle = 'German'; set quote_all_identifiers = on; set role reader",
    )
    expect(diffCatalogs(before, await readCatalog(session))).toEqual([])
    for (const sql of ['reset role', 'reset all', 'vacuum full analyze', 'reindex schema app'])
      await session.execute(sql)
    expect(diffCatalogs(before, await readCatalog(session))).toEqual([])
  })
})
