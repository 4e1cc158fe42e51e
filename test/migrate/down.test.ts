import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { readCatalog } from '../../src/catalog/index.ts'
import { readHistory } from '../../src/history/index.ts'
import { type DownOptions, migrateDown, migrateUp, planDown } from '../../src/migrate/index.ts'
import { writeFiles } from '../support/folder.ts'
import { useLab } from './lab.ts'

const lab = useLab()

async function open(files: Record<string, string>) {
  const opened = await lab.open(files)
  const { folder, database, session } = opened
  const options = { connect: () => lab.cluster().connect(database) }
  return {
    ...opened,
    up: async (target?: string) => migrateUp(await readHistory(folder), { ...options, target }),
    down: async (more: Partial<DownOptions> = {}) =>
      migrateDown(await readHistory(folder), { ...options, ...more }),
    plan: async (more: Partial<DownOptions> = {}) =>
      planDown(await readHistory(folder), { ...options, ...more }),
    outcomes: async () =>
      (
        await session.query<{ line: string }>(
          "select concat_ws(' ', version, direction, outcome) as line from pgwright_ledger order by id",
        )
      ).map(({ line }) => line),
  }
}

const dbmate = (up: string, down: string) => `-- migrate:up\n${up}\n-- migrate:down\n${down}\n`
const shop = {
  '1_orders.sql': dbmate('create table orders (id int primary key, note text);', 'drop table orders;'),
  '2_region.sql': dbmate(
    'alter table orders add column region text;',
    'alter table orders drop column region;',
  ),
}

test('what would be lost is named and counted, refused, kept in side tables, and can come again', async () => {
  const { up, down, plan, session, outcomes, migrate } = await open(shop)
  await up()
  await session.execute("insert into orders values (1, 'a', 'north'), (2, 'b', null)")
  await expect(down()).rejects.toMatchObject({
    exit: 4,
    message: 'taking it back would lose column public.orders.region with 1 value',
  })
  const { run, versions } = await plan({ last: 2, archive: 'kept' })
  const { sql } = run
  expect(run.steps.map(({ step, pace }) => [step.effect.locks[0]?.mode.sql, pace.lockTimeoutMs])).toEqual([
    ['ACCESS EXCLUSIVE', 1000],
    ['ACCESS EXCLUSIVE', 1000],
  ])
  expect(versions).toEqual(['2', '1'])
  expect(sql).toContain('alter table orders drop column region;')
  expect(sql.indexOf('create table kept.orders_region_2 as select id, region')).toBeGreaterThan(
    sql.indexOf('begin;'),
  )
  expect(await outcomes()).toEqual(['1 up applied', '2 up applied'])
  const cli = await migrate('down', '--archive')
  expect(cli, cli.stderr).toMatchObject({
    exit: 0,
    stdout: expect.stringContaining('A copy is in pgwright_archive.orders_region_2'),
  })
  expect(await session.query('select * from pgwright_archive.orders_region_2')).toEqual([
    { id: 1, region: 'north' },
  ])
  await up()
  await down()
  expect(await outcomes()).toEqual([
    '1 up applied',
    '2 up reverted',
    '2 down applied',
    '2 up reverted',
    '2 down applied',
  ])
  await down({ allowDataLoss: true })
  expect(await session.query("select to_regclass('orders') as orders")).toEqual([{ orders: null }])
  expect((await down()).reverted).toEqual([])
})

test('without a down script, SQL that is proved takes it back; rows that it cannot see are no guess', async () => {
  const { up, down, plan, session } = await open({
    '1_a.sql': 'create table a (id int primary key, kind text not null);\n',
    '2_b.sql':
      "alter table a add constraint few check (kind <> ''), alter column kind drop not null;\ncreate index concurrently on a (kind);\n",
    '3_c.sql': "insert into a values (1, 'x');\n",
  })
  await up('1_a')
  const before = await readCatalog(session)
  await up('2_b')
  expect((await plan()).generated).toEqual(['2_b'])
  await down()
  const after = await readCatalog(session)
  expect([...after].filter(([key]) => !key.includes('pgwright'))).toEqual(
    [...before].filter(([key]) => !key.includes('pgwright')),
  )
  await up()
  await expect(down()).rejects.toMatchObject({ exit: 4, message: expect.stringContaining('may change rows') })
})

test('a way back that fails on a copy is refused; what is edited or unfinished too', async () => {
  const { folder, up, down } = await open({
    ...shop,
    '3_bad.sql': dbmate('select 1;', 'drop table nosuch;'),
  })
  await up()
  await expect(down()).rejects.toMatchObject({
    exit: 4,
    message: expect.stringContaining('3_bad.sql:4: on a copy'),
  })
  await expect(down({ target: '7' })).rejects.toThrow('no migration with the version 7 is applied')
  writeFiles(folder, { '2_region.sql': dbmate('select 2;', 'select 1;') })
  await expect(down()).rejects.toThrow('edited after')
})

test('phases of a release, a repeatable file, and the ledger of the tool beside ours', async () => {
  const phased = await open({
    '1_a.sql': '-- pgwright: phase expand\ncreate table a (id int);\n',
    '2_b.sql':
      '-- pgwright: phase contract\nalter table a add b int;\n-- pgwright: revert\nalter table a drop b;\n',
    'v.sql': '-- pgwright: repeatable\ncreate or replace view v as select 1 as n;\n',
  })
  expect(await phased.migrate('up', '--phase', 'expand')).toMatchObject({ exit: 0 })
  expect(await phased.outcomes()).toEqual(['1 up applied'])
  await phased.up()
  writeFiles(phased.folder, {
    'v.sql': '-- pgwright: repeatable\ncreate or replace view v as select 2 as n;\n',
  })
  await phased.up()
  expect(await phased.outcomes()).toEqual(['1 up applied', '2 up applied', 'v up superseded', 'v up applied'])
  expect(await phased.session.query('select n from v')).toEqual([{ n: 2 }])
  const { up, down, session } = await open(shop)
  await up()
  await session.execute('create table schema_migrations (version varchar primary key)')
  await session.execute("insert into schema_migrations values ('1'), ('2')")
  await down({ alongside: true })
  expect(await session.query('select version from schema_migrations')).toEqual([{ version: '1' }])
})

test('killed in the middle of a way back outside transactions, it refuses to go up, and goes on back', async () => {
  const { up, down, session, start, outcomes } = await open({
    'a.up.sql': 'create table a (id int);\ncreate table b (id int);\ninsert into a values (1);\n',
    'a.down.sql': 'drop table b;\nselect pg_sleep(3);\ndrop table a;\n',
  })
  await up()
  const run = start('down', '--archive', 'kept')
  const closed = once(run, 'close')
  for await (const line of createInterface({ input: run.stderr! }))
    if (line.includes('pg_sleep')) run.kill('SIGKILL')
  await closed
  await session.execute(
    "select pg_terminate_backend(pid) from pg_stat_activity where query ~ '^select pg_sleep'",
  )
  await expect(up()).rejects.toThrow('begun to be reverted')
  expect((await down()).reverted).toHaveLength(1)
  expect(await session.query('select id from kept.a_1')).toEqual([{ id: 1 }])
  expect(await session.query("select to_regclass('a') as a, to_regclass('b') as b")).toEqual([
    { a: null, b: null },
  ])
  expect(await outcomes()).toEqual(['a up reverted', 'a down applied'])
})
