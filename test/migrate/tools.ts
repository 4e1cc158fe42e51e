/** A history of two or three migrations in the layout of a tool, and what that tool leaves in a database. */
export interface ToolCase {
  format: string
  files: Record<string, string>
  /** What the tool has done when it has applied the first migration, in a database that has its bookkeeping. */
  first: string
  /** Its ledger, without times, when it has applied all of them. */
  select: string
  all: Record<string, unknown>[]
  /** The first migration is verified. */
  isVerified?: true
  /** Makes the last row one that did not end well. */
  spoil?: string
}

const a = 'create table a (id bigint primary key);\n'
const b = 'create table b (id bigint primary key);\n'

/** Computed by other programs than ours, or by the tools themselves. */
const sha256 = {
  a: '4990bd810852cf2d7c704b3ae706b34a9104814e224a1be37a49e25331b4666a',
  b: 'be948a9d42c15c65c48060b8fd041f5ddaa7ff0a4aeded9f3aedd0f355106a2c',
}
const sha384 = {
  a: 'c4c4dcba010f4333a3be3b6c5f9b9389016bdd496fe36fcd3f490c389a43dd8221b4bb3fe37bc35cf521194a7c2d59b6',
  b: '0c400c2fa507c53d1a3e36383222c840763dc057cd4ac1aa4bd1b61aaf952435c1ba3f36fe23ecd8f7054e6c3940ac34',
}
const sha1 = {
  a: 'ead4a1167b7bf4e50e8adb23ee2fefb0282d9e61',
  b: '1de1e5d944b1316da6166517952c7ef9b4eec136',
}

export const toolCases: ToolCase[] = [
  {
    format: 'dbmate',
    files: {
      '20240101000000_a.sql': `-- migrate:up\n${a}\n-- migrate:down\n`,
      '20240102000000_b.sql': `-- migrate:up transaction:false\ncreate index concurrently on a (id);\n-- migrate:down\n`,
      '20240103000000_c.sql': `-- migrate:up\nset search_path = '';\ncreate table public.c (id int);\n-- migrate:down\n`,
    },
    first: `${a} insert into schema_migrations values ('20240101000000')`,
    select: 'select version from schema_migrations order by 1',
    all: [{ version: '20240101000000' }, { version: '20240102000000' }, { version: '20240103000000' }],
  },
  {
    format: 'diesel',
    files: { '2024-01-01-000000_a/up.sql': a, '2024-01-02-000000_b/up.sql': b },
    first: `${a} insert into __diesel_schema_migrations (version) values ('20240101000000')`,
    select: 'select version from __diesel_schema_migrations order by 1',
    all: [{ version: '20240101000000' }, { version: '20240102000000' }],
  },
  {
    format: 'drizzle',
    files: {
      'meta/_journal.json':
        '{ "dialect": "postgresql", "entries": [{ "when": 20, "tag": "0000_a" }, { "when": 30, "tag": "0001_b" }] }',
      '0000_a.sql': a,
      '0001_b.sql': b,
    },
    first: `${a} insert into drizzle.__drizzle_migrations (hash, created_at) values ('${sha256.a}', 20)`,
    select: 'select id, hash, created_at from drizzle.__drizzle_migrations order by 1',
    all: [
      { id: 1, hash: sha256.a, created_at: 20 },
      { id: 2, hash: sha256.b, created_at: 30 },
    ],
    isVerified: true,
  },
  {
    format: 'flyway',
    files: {
      'V1_9__a.sql': a,
      'more/V1.10__b_it.sql': b.replaceAll('\n', '\r\n'),
      'R__v.sql': 'create or replace view v as select 1 as one;\n',
    },
    // Undone and applied again, with the row of the schema that Flyway made.
    first: `${a} insert into flyway_schema_history values
      (0, null, '<< Flyway Schema Creation >>', 'SCHEMA', '"public"', null, 'ann', now(), 0, true),
      (1, '1.9', 'a', 'SQL', 'V1_9__a.sql', 862028803, 'ann', now(), 1, true),
      (2, '1.10', 'b it', 'SQL', 'more/V1.10__b_it.sql', -1053398533, 'ann', now(), 1, true),
      (3, '1.10', 'b it', 'UNDO_SQL', 'U1.10__b_it.sql', 1, 'ann', now(), 1, true)`,
    select: `select installed_rank, version, description, type, script, checksum, success from flyway_schema_history
      where installed_rank not in (0, 2, 3) order by 1`,
    all: [
      { installed_rank: 1, version: '1.9', description: 'a', script: 'V1_9__a.sql', checksum: 862028803 },
      {
        ...{ installed_rank: 4, version: '1.10', description: 'b it' },
        ...{ script: 'more/V1.10__b_it.sql', checksum: -1053398533 },
      },
      { installed_rank: 5, version: null, description: 'v', script: 'R__v.sql', checksum: -80868444 },
    ].map(row => ({ ...row, type: 'SQL', success: true })),
    isVerified: true,
    spoil: 'update flyway_schema_history set success = false where installed_rank = 1',
  },
  {
    format: 'golang-migrate',
    files: { '9_a.up.sql': a, '10_b.up.sql': b, '10_b.down.sql': 'drop table b;\n' },
    first: `${a} insert into schema_migrations values (9, false)`,
    select: 'select * from schema_migrations',
    all: [{ version: 10, dirty: false }],
    spoil: 'update schema_migrations set dirty = true',
  },
  {
    format: 'goose',
    files: { '00009_a.sql': `-- +goose Up\n${a}`, '00010_b.sql': `-- +goose Up\n${b}` },
    first: `${a} insert into goose_db_version (version_id, is_applied) values (0, true), (9, true), (10, true), (10, false)`,
    select: 'select version_id, is_applied from goose_db_version where id not in (3, 4) order by id',
    all: [0, 9, 10].map(version_id => ({ version_id, is_applied: true })),
  },
  {
    format: 'graphile-migrate',
    files: {
      'migrations/committed/000001-a.sql': `--! Previous: -\n--! Hash: sha1:${sha1.a}\n\n${a}`,
      'migrations/committed/000002.sql': `--! Previous: sha1:${sha1.a}\n--! Hash: sha1:c271884b17c0374fbc58f954b01bd8ba34ddc8f0\n\n${b}`,
      'migrations/current.sql': '',
    },
    first: `${a} insert into graphile_migrate.migrations (hash, filename) values ('sha1:${sha1.a}', '000001.sql')`,
    select: 'select hash, previous_hash, filename from graphile_migrate.migrations order by filename',
    all: [
      { hash: `sha1:${sha1.a}`, previous_hash: null, filename: '000001.sql' },
      {
        hash: 'sha1:c271884b17c0374fbc58f954b01bd8ba34ddc8f0',
        previous_hash: `sha1:${sha1.a}`,
        filename: '000002.sql',
      },
    ],
    isVerified: true,
  },
  {
    format: 'liquibase',
    files: {
      'db/changelog/a.sql': `--liquibase formatted sql\n\n--changeset ann:1\n${a}--rollback drop table a;\n`,
      'db/changelog/b.sql': `--liquibase formatted sql\n\n--changeset bob:2\n--comment the second\n${b}`,
    },
    first: `${a} insert into databasechangelog (id, author, filename, dateexecuted, orderexecuted, exectype, md5sum)
      values ('1', 'ann', 'src/db/changelog/a.sql', now(), 1, 'EXECUTED', '9:3c1d6080cfe2429ac2b8392ae50d2819')`,
    select:
      'select id, author, filename, orderexecuted, exectype, md5sum from databasechangelog order by orderexecuted',
    all: [
      {
        ...{ id: '1', author: 'ann', filename: 'src/db/changelog/a.sql', orderexecuted: 1 },
        ...{ exectype: 'EXECUTED', md5sum: '9:3c1d6080cfe2429ac2b8392ae50d2819' },
      },
      {
        ...{ id: '2', author: 'bob', filename: 'src/db/changelog/b.sql', orderexecuted: 2 },
        ...{ exectype: 'EXECUTED', md5sum: '9:c43947281f915f7ff0bf703bd3ba3854' },
      },
    ],
    isVerified: true,
  },
  {
    format: 'node-pg-migrate',
    files: {
      'package.json': '{ "dependencies": { "node-pg-migrate": "9" } }',
      'migrations/1700000000000_a.sql': `-- Up Migration\n${a}`,
      'migrations/1700000000001_b.sql': `-- Up Migration\n${b}`,
    },
    first: `${a} insert into pgmigrations (name, run_on) values ('1700000000000_a', now())`,
    select: 'select id, name from pgmigrations order by id',
    all: [
      { id: 1, name: '1700000000000_a' },
      { id: 2, name: '1700000000001_b' },
    ],
  },
  {
    format: 'pop',
    files: { '001_a.postgres.up.sql': a, '002_b.postgres.up.sql': b },
    first: `${a} insert into schema_migrations values ('001')`,
    select: 'select version from schema_migrations order by 1',
    all: [{ version: '001' }, { version: '002' }],
  },
  {
    format: 'prisma',
    files: {
      'migration_lock.toml': 'provider = "postgresql"\n',
      '20240101000000_a/migration.sql': a,
      '20240102000000_b/migration.sql': b,
    },
    // The second failed and was resolved as rolled back.
    first: `${a} insert into _prisma_migrations (id, checksum, migration_name, finished_at, rolled_back_at, applied_steps_count)
      values ('1', '${sha256.a}', '20240101000000_a', now(), null, 1), ('2', '${sha256.b}', '20240102000000_b', null, now(), 0)`,
    select: `select checksum, migration_name, applied_steps_count from _prisma_migrations
      where finished_at is not null and rolled_back_at is null order by migration_name`,
    all: [
      { checksum: sha256.a, migration_name: '20240101000000_a', applied_steps_count: 1 },
      { checksum: sha256.b, migration_name: '20240102000000_b', applied_steps_count: 1 },
    ],
    isVerified: true,
    spoil: 'update _prisma_migrations set finished_at = null',
  },
  {
    format: 'sqitch',
    files: {
      'sqitch.conf': '[core]\n\tengine = pg\n',
      'sqitch.plan': `%syntax-version=1.0.0
%project=shop
%uri=https://example.org/shop/

a 2024-01-01T00:00:00Z Ann <ann@example.org> # the first
@v1 2024-01-01T00:00:00Z Ann <ann@example.org> # tagged
b [a@v1 !other] 2024-01-02T00:00:00Z Bérénice <b@example.org> # two\\nlines
`,
      'deploy/a.sql': a,
      'deploy/b.sql': b,
    },
    first: `${a} insert into sqitch.projects values ('shop', 'https://example.org/shop/', now(), 'Ann', 'ann@example.org'),
        ('other', null, now(), 'Ann', 'ann@example.org');
      insert into sqitch.changes values
        ('8c8b4f9d7a30d2566e56f9e3006c9adeda58172c', '${sha1.a}', 'a', 'shop', 'the first', now(), 'Ann', 'ann@example.org', '2024-01-01T00:00:00Z', 'Ann', 'ann@example.org'),
        ('9', '1', 'z', 'other', '', now(), 'Ann', 'ann@example.org', now(), 'Ann', 'ann@example.org')`,
    select: `select change_id, script_hash, note from sqitch.changes where project = 'shop' order by planned_at`,
    all: [
      { change_id: '8c8b4f9d7a30d2566e56f9e3006c9adeda58172c', script_hash: sha1.a, note: 'the first' },
      { change_id: 'e63c0135cb36ab8c6988b28c494e6471781d5c19', script_hash: sha1.b, note: 'two\nlines' },
    ],
    isVerified: true,
  },
  {
    format: 'sqlx',
    files: {
      'Cargo.toml': '[dependencies]\nsqlx = "0.8"\n',
      '9_a.sql': a,
      '10_b_it.sql': b,
    },
    first: `${a} insert into _sqlx_migrations values (9, 'a', now(), true, '\\x${sha384.a}', 1)`,
    select: `select version, description, success, encode(checksum, 'hex') as checksum from _sqlx_migrations order by 1`,
    all: [
      { version: 9, description: 'a', success: true, checksum: sha384.a },
      { version: 10, description: 'b it', success: true, checksum: sha384.b },
    ],
    isVerified: true,
    spoil: 'update _sqlx_migrations set success = false',
  },
]
