import type { Files } from './project.ts'

/** A small, whole history in the layout of each tool. */
export interface Layout {
  format: string
  files: Files
  /** version, name, execution, and `down` where there is one; `again` for repeatable ones. */
  expected: string[]
}

const create = (table: string) => `create table ${table} (id bigint primary key);\n`
const drop = (table: string) => `drop table ${table};\n`

/** Signed by the hash that Graphile Migrate computes for this text. */
const signed = `--! Previous: -\n--! Hash: sha1:ead4a1167b7bf4e50e8adb23ee2fefb0282d9e61\n\n${create('a')}`

export const layouts: Layout[] = [
  {
    format: 'sql-files',
    files: {
      'v1.10/a.sql': create('c'),
      'v1.9/b.sql': create('b'),
      'v1.2/a.up.sql': create('a'),
      'v1.2/a.down.sql': drop('a'),
    },
    expected: ['v1.2/a a autocommit down', 'v1.9/b b autocommit', 'v1.10/a a autocommit'],
  },
  {
    format: 'golang-migrate',
    files: { '10_b.up.sql': create('b'), '10_b.down.sql': drop('b'), '9_a.up.sql': create('a') },
    expected: ['9 a single-call', '10 b single-call down'],
  },
  {
    format: 'sqlx',
    files: {
      'Cargo.toml': '[dependencies]\nsqlx = "0.8"\n',
      'migrations/9_a.sql': create('a'),
      'migrations/10_b.up.sql': '-- no-transaction\ncreate index concurrently on a (id);\n',
      'migrations/10_b.down.sql': 'drop index a_id_idx;\n',
    },
    expected: ['9 a transaction', '10 b single-call down'],
  },
  {
    format: 'diesel',
    files: {
      '2024-01-02-000000_b/up.sql': create('b'),
      '2024-01-02-000000_b/metadata.toml': 'run_in_transaction = false\n',
      '00000000000000_setup/up.sql': create('a'),
      '00000000000000_setup/down.sql': drop('a'),
      '2024-01-03-000000_c/up.sql': create('c'),
      '2024-01-03-000000_c/metadata.toml': 'run_in_transaction = true\n',
    },
    expected: [
      '00000000000000 setup transaction down',
      '20240102000000 b single-call',
      '20240103000000 c transaction',
    ],
  },
  {
    format: 'node-pg-migrate',
    files: {
      'package.json': '{ "dependencies": { "node-pg-migrate": "8" } }',
      'migrations/1700000000000_a.sql': `-- Up Migration\n${create('a')}-- Down Migration\n${drop('a')}`,
      'migrations/20231114221321000_b.sql': create('b'),
    },
    expected: ['1700000000000_a a transaction down', '20231114221321000_b b transaction'],
  },
  {
    format: 'flyway',
    files: {
      'V1_9__a.sql': create('a'),
      'sub/V1.10__b.sql': `create table \${table} (id int);\n`,
      'U1.10__b.sql': drop('b'),
      'V2__c.sql': 'create index concurrently on a (id);\n',
      'V3__d.sql': create('d'),
      'V3__d.sql.conf': 'executeInTransaction=false\n',
      'R__view.sql': 'create or replace view v as select 1;\n',
      'flyway.conf': 'flyway.placeholders.table=b\n',
    },
    expected: [
      '1.9 a transaction',
      '1.10 b transaction down',
      '2 c autocommit',
      '3 d autocommit',
      'R__view view transaction again',
    ],
  },
  {
    format: 'liquibase',
    files: {
      'db.changelog-master.yaml':
        'databaseChangeLog:\n  - include:\n      file: z.sql\n      relativeToChangelogFile: true\n  - includeAll:\n      path: more\n',
      'z.sql': `--liquibase formatted sql\n\n--changeset ann:1\n${create('a')}--rollback ${drop('a')}\n--changeset ann:2 runInTransaction:false\ncreate index concurrently on a (id);\n`,
      'more/a.sql':
        '--liquibase formatted sql\n--changeset bob:1 runOnChange:true endDelimiter:/\nselect 1\n/\nselect 2\n/\n',
      'more/b.sql': '--liquibase formatted sql\n--changeset bob:1 dbms:oracle\nselect 1 from dual;\n',
    },
    expected: [
      'z.sql::1::ann ann:1 transaction down',
      'z.sql::2::ann ann:2 autocommit',
      'more/a.sql::1::bob bob:1 transaction again',
    ],
  },
  {
    format: 'dbmate',
    files: {
      '20240101000000_a.sql': `-- migrate:up\n${create('a')}\n-- migrate:down\n${drop('a')}`,
      '20240102000000_b.sql':
        '-- a comment\n-- migrate:up transaction:false\ncreate index on a (id);\n-- migrate:down\n',
    },
    expected: ['20240101000000 a transaction down', '20240102000000 b single-call down'],
  },
  {
    format: 'goose',
    files: {
      '00009_a.sql': `-- +goose Up\n${create('a')}-- +goose StatementBegin\ndo $$ begin perform 1; end $$;\n-- +goose StatementEnd\n-- +goose Down\n${drop('a')}`,
      '00010_b.sql': '-- +goose NO TRANSACTION\n-- +goose Up\ncreate index concurrently on a (id);\n',
    },
    expected: ['9 a transaction down', '10 b autocommit'],
  },
  {
    format: 'prisma',
    files: {
      'migration_lock.toml': 'provider = "postgresql"\n',
      '20240101000000_a/migration.sql': create('a'),
      '20240102000000_b/migration.sql': create('b'),
    },
    expected: ['20240101000000_a a single-call', '20240102000000_b b single-call'],
  },
  {
    format: 'drizzle',
    files: {
      'drizzle/meta/_journal.json':
        '{ "dialect": "postgresql", "entries": [{ "idx": 0, "when": 20, "tag": "0000_b" }, { "idx": 1, "when": 30, "tag": "0001_a" }] }',
      'drizzle/0000_b.sql': `${create('a')}--> statement-breakpoint\n${create('b')}`,
      'drizzle/0001_a.sql': create('c'),
    },
    expected: ['20 0000_b transaction', '30 0001_a transaction'],
  },
  {
    format: 'graphile-migrate',
    files: {
      'migrations/committed/000001-a.sql': signed,
      'migrations/current.sql': '--! no-transaction\ncreate index concurrently on a (id);\n',
    },
    expected: ['000001.sql a transaction', 'current.sql current single-call again'],
  },
  {
    format: 'sqitch',
    files: {
      'sqitch.conf': '[core]\n\tengine = pg\n\ttop_dir = db\n[deploy "variables"]\n\tschema = app\n',
      'db/sqitch.plan':
        '%syntax-version=1.0.0\n%project=shop\n\nusers 2024-01-01T00:00:00Z Ann <ann@example.org> # first\n@v1 2024-01-02T00:00:00Z Ann <ann@example.org>\n\nusers [users@v1] 2024-01-03T00:00:00Z Ann <ann@example.org>\n',
      'db/deploy/users@v1.sql': `begin;\n${create(':"schema".users')}commit;\n`,
      'db/revert/users@v1.sql': drop('app.users'),
      'db/verify/users@v1.sql': 'select id from app.users where false;\n',
      'db/deploy/users.sql':
        "\\set nobody 'not named'\nalter table app.users add name text default :'nobody';\n",
    },
    expected: ['users@v1 users autocommit down', 'users users autocommit'],
  },
  {
    format: 'supabase',
    files: {
      'supabase/migrations/20240101000000_a.sql': create('a'),
      'supabase/migrations/20240102000000_b.sql': create('b'),
    },
    expected: ['20240101000000 a transaction', '20240102000000 b transaction'],
  },
  {
    format: 'pop',
    files: {
      '001_a.up.sql': 'create table {{ index .Options "Namespace" }}.a (id int);\n',
      '002_b.mysql.up.sql': 'create table b (id int) engine=innodb;\n',
      '002_b.postgres.up.sql': create('b'),
      '003_c.autocommit.up.sql': 'create index concurrently on b (id);\n',
      '003_c.autocommit.down.sql': 'drop index b_id_idx;\n',
    },
    expected: ['001 a transaction', '002 b transaction', '003 c single-call down'],
  },
  {
    format: 'versioned-folders',
    files: {
      'v1.10/manifest.json': '{ "CurrVersion": "1.10", "SchemaUpdateCqlFiles": ["c.sql"] }',
      'v1.10/c.sql': create('c'),
      'v1.9/manifest.json': '{ "CurrVersion": "1.9", "SchemaUpdateCqlFiles": ["b.sql", "a.sql"] }',
      'v1.9/a.sql': create('a'),
      'v1.9/b.sql': create('b'),
    },
    expected: ['1.9/b.sql b autocommit', '1.9/a.sql a autocommit', '1.10/c.sql c autocommit'],
  },
  {
    format: 'pgwright',
    files: {
      '9_a.sql': `${create('a')}-- pgwright: revert\n${drop('a')}-- pgwright: verify\nselect id from a;\n`,
      '010_b.sql':
        '-- pgwright: requires 9\n-- pgwright: phase contract\n-- pgwright: up\n-- pgwright: no-transaction\ncreate index concurrently on a (id);\n-- pgwright: revert\n',
      'views.sql': '-- pgwright: repeatable\ncreate or replace view v as select 1;\n',
    },
    expected: ['9 a transaction down', '010 b autocommit', 'views views transaction again'],
  },
]
