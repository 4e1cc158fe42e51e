import { expect, test } from 'vitest'
import { PgwrightError } from '../../src/base/index.ts'
import { readHistory } from '../../src/history/index.ts'
import { type Files, makeProject } from './project.ts'

interface Broken {
  why: string
  files: Files
  format?: string
  code: string
  /** What the message must say: the files first of all. */
  says: string[]
}

const broken = 'PGWRIGHT_HISTORY_BROKEN'
const signature = (previous: string, hash: string) =>
  `--! Previous: ${previous}\n--! Hash: ${hash}\n\nselect 1;\n`
const plan = (lines: string) => `%project=shop\n\n${lines}`
const change = (name: string) => `${name} 2024-01-01T00:00:00Z Ann <ann@example.org>\n`

const cases: Broken[] = [
  { why: 'an empty folder', files: {}, code: 'PGWRIGHT_HISTORY_NOT_FOUND', says: ['no migrations'] },
  {
    why: 'a format that is not there',
    files: {},
    format: 'golang-migrat',
    code: 'PGWRIGHT_HISTORY_SELECTION',
    says: ['Did you mean "golang-migrate"'],
  },
  {
    why: 'two folders with migrations',
    files: { 'migrations/1_a.up.sql': '', 'db/migrations/1_a.up.sql': '' },
    code: 'PGWRIGHT_HISTORY_AMBIGUOUS',
    says: ['/migrations (golang-migrate)', '/db/migrations (golang-migrate)'],
  },
  {
    why: 'a directive of pgwright that is not there',
    files: { '1_a.sql': '-- pgwright: up\nselect 1;\n-- pgwright: revet\n' },
    code: broken,
    says: ['1_a.sql:3', 'Did you mean "revert"'],
  },
  {
    why: 'a migration of pgwright that requires a later one',
    files: { '1_a.sql': '-- pgwright: requires 2\n', '2_b.sql': 'select 1;' },
    code: broken,
    says: ['1_a.sql', 'requires 2'],
  },
  {
    why: 'a phase of pgwright that is not there',
    files: { '1_a.sql': '\n-- pgwright: phase expnd\n' },
    code: broken,
    says: ['1_a.sql:2', 'Did you mean "expand"'],
  },
  {
    why: 'two formats in one folder',
    files: { '1_a.sql': '-- +goose Up\n', '2_b.sql': '-- migrate:up\n-- migrate:down\n' },
    code: 'PGWRIGHT_HISTORY_AMBIGUOUS',
    says: ['dbmate', '2_b.sql', 'goose', '1_a.sql'],
  },
  {
    why: 'one version twice',
    files: { '1_a.up.sql': '', '01_b.up.sql': '' },
    code: broken,
    says: ['01_b.up.sql', '1_a.up.sql', 'version 1'],
  },
  {
    why: 'down without up',
    files: { '1_a.down.sql': '' },
    code: broken,
    says: ['1_a.down.sql', 'without its up'],
  },
  {
    why: 'bytes that are not UTF-8',
    files: { '1_a.up.sql': Buffer.concat([Buffer.from('select 1; -- é'), Buffer.from([0xe9, 0x0a])]) },
    code: broken,
    says: ['1_a.up.sql', 'byte 15 is not UTF-8'],
  },
  {
    why: 'a file cut within a character',
    files: { '1_a.up.sql': Buffer.from('--é').subarray(0, 3) },
    code: broken,
    says: ['byte 2 is not UTF-8'],
  },
  {
    why: 'dbmate: down before up',
    files: { '1_a.sql': '-- migrate:down\n-- migrate:up\n' },
    code: broken,
    says: ['1_a.sql', 'must come first'],
  },
  {
    why: 'dbmate: a statement before the sections',
    files: { '1_a.sql': 'select 1;\n-- migrate:up\n-- migrate:down\n' },
    code: broken,
    says: ['1_a.sql', 'before "-- migrate:up"'],
  },
  {
    why: 'dbmate: no down',
    files: { '1_a.sql': '-- migrate:up\n' },
    code: broken,
    says: ['no section "-- migrate:down"'],
  },
  {
    why: 'goose: no semicolon',
    files: { '1_a.sql': '-- +goose Up\nselect 1\n-- +goose Down\nselect 1;\n' },
    code: broken,
    says: ['1_a.sql:3', 'no semicolon'],
  },
  {
    why: 'goose: a statement that does not end',
    files: { '1_a.sql': '-- +goose Up\n-- +goose StatementBegin\nselect 1;\n' },
    code: broken,
    says: ['1_a.sql', 'without "StatementEnd"'],
  },
  {
    why: 'goose: down first',
    files: { '1_a.sql': '-- +goose Down\n-- +goose Up\n' },
    code: broken,
    says: ['1_a.sql:1', 'must follow'],
  },
  {
    why: 'flyway: 1 and 1.0',
    files: { 'V1__a.sql': '', 'x/V1.0__b.sql': '' },
    code: broken,
    says: ['V1__a.sql', 'x/V1.0__b.sql'],
  },
  {
    why: 'flyway: mixed statements',
    files: { 'V1__a.sql': 'create table a (id int);\ncreate index concurrently on a (id);\n' },
    code: broken,
    says: ['V1__a.sql:2', 'in one migration'],
  },
  {
    why: 'flyway: a placeholder without value',
    files: { 'V1__a.sql': `select 1;\nselect \${x};\n` },
    code: broken,
    says: ['V1__a.sql:2', `placeholder \${x}`],
  },
  {
    why: 'flyway: undo of nothing',
    files: { 'V1__a.sql': '', 'U2__b.sql': '' },
    code: broken,
    says: ['U2__b.sql', 'without its versioned'],
  },
  {
    why: 'liquibase: a changeset twice',
    files: { 'a.sql': '--liquibase formatted sql\n--changeset a:1\nselect 1;\n--changeset a:1\nselect 2;\n' },
    code: broken,
    says: ['a.sql:4', 'a second changeset'],
  },
  {
    why: 'liquibase: an include of nothing',
    files: {
      'changelog.xml': '<databaseChangeLog><include file="b.sql"/></databaseChangeLog>',
      'a.sql': '--liquibase formatted sql\n',
    },
    code: broken,
    says: ['changelog.xml', 'b.sql'],
  },
  {
    why: 'prisma: a folder without SQL',
    files: { 'migration_lock.toml': '', '20240101000000_a/readme.md': '' },
    code: broken,
    says: ['20240101000000_a', 'without migration.sql'],
  },
  {
    why: 'prisma: another database',
    files: { 'migration_lock.toml': 'provider = "mysql"', '20240101000000_a/migration.sql': '' },
    code: broken,
    says: ['migration_lock.toml', 'mysql'],
  },
  {
    why: 'drizzle: a file of the journal is missing',
    files: { 'meta/_journal.json': '{ "entries": [{ "when": 1, "tag": "0000_a" }] }' },
    code: broken,
    says: ['0000_a.sql', '_journal.json'],
  },
  { why: 'drizzle: no journal', files: { 'meta/_journal.json': '[' }, code: broken, says: ['_journal.json'] },
  {
    why: 'graphile: an edited migration',
    files: { 'committed/000001.sql': signature('-', 'sha1:00') },
    code: broken,
    says: ['committed/000001.sql', 'edited'],
  },
  {
    why: 'graphile: a broken chain',
    files: {
      'committed/000001.sql': signature('-', 'sha1:005c6eb7364156e6b0d158d8b2767a24f1ce6611'),
      'committed/000002.sql': signature('sha1:01', 'sha1:02'),
    },
    code: broken,
    says: ['000001.sql', '000002.sql', 'the chain is broken'],
  },
  {
    why: 'graphile: a placeholder from an environment that has none',
    files: {
      '.gmrc': '{ "placeholders": { ":PGWRIGHT_TEST_ROLE": "!ENV" } }',
      'committed/000001.sql': `--! Previous: -\n--! Hash: sha1:0fc137333dccd30e7f90629afab41fda3f84c92a\n\ncreate role :PGWRIGHT_TEST_ROLE;\n`,
    },
    code: broken,
    says: ['committed/000001.sql:4', ':PGWRIGHT_TEST_ROLE'],
  },
  {
    why: 'sqitch: a planned file is missing',
    files: { 'sqitch.plan': plan(change('a')) },
    code: broken,
    says: ['deploy/a.sql', 'sqitch.plan:3'],
  },
  {
    why: 'sqitch: a dependency that comes later',
    files: { 'sqitch.plan': plan(change('a [b]') + change('b')) },
    code: broken,
    says: ['sqitch.plan:3', 'needs b'],
  },
  {
    why: 'sqitch: a change twice without a tag',
    files: { 'sqitch.plan': plan(change('a') + change('a')) },
    code: broken,
    says: ['sqitch.plan:4', 'without a tag'],
  },
  {
    why: 'sqlx: a version that is no number',
    files: { 'Cargo.toml': 'sqlx', '1_a.sql': '', 'x_b.sql': '' },
    code: broken,
    says: ['x_b.sql', 'whole number'],
  },
  {
    why: 'diesel: a folder without up.sql',
    files: { 'Cargo.toml': 'diesel', '1_a/up.sql': '', '2_b/down.sql': '' },
    code: broken,
    says: ['2_b', 'without up.sql'],
  },
]

test.each(cases)('$why', async ({ files, format, code, says }) => {
  const error = await readHistory(makeProject(files), { format }).catch(reason => reason)
  expect(error).toBeInstanceOf(PgwrightError)
  expect(error).toMatchObject({ code, exit: 2 })
  for (const words of says) expect(error.message).toContain(words)
})

test('a folder that is not there is named', async () => {
  await expect(readHistory('/nowhere/at/all')).rejects.toThrow('/nowhere/at/all is not a folder')
})
