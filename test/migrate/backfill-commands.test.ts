import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { useLab } from './lab.ts'

const lab = useLab()

const table =
  'create table t (id int primary key, n int not null default 0);\ninsert into t select generate_series(1, 5000);\n'
const marked = '-- pgwright: backfill batch=100\nupdate t set n = n + 1;\n'
const counted = 'select n, count(*)::int as rows from t group by n order by n'
const everyRowOnce = [{ n: 1, rows: 5000 }]

test('killed again and again, a marked statement of a migration is done once for each row', async () => {
  const { migrate, start, session } = await lab.open({ '001_t.sql': table, '002_fill.sql': marked })
  for (const batches of [1, 7, 20]) {
    const run = start('up')
    const closed = once(run, 'close')
    let seen = 0
    for await (const line of createInterface({ input: run.stderr! })) {
      if (line.includes('"event":"backfill"') && ++seen === batches) run.kill('SIGKILL')
    }
    await closed
    const status = JSON.parse((await migrate('status', '--json')).stdout)
    expect(status.facts.backfills).toMatchObject([{ version: '002_fill', isPaused: false }])
  }
  expect(await migrate('up')).toMatchObject({ exit: 0 })
  expect(await session.query(counted)).toEqual(everyRowOnce)
  expect((await migrate('status')).stdout).toContain('2 migrations, 0 not applied')
})

test('Ctrl-C ends it after a batch, and the mark must stay until it is finished', async () => {
  const { migrate, start, session, folder } = await lab.open({ '001_t.sql': table, '002_fill.sql': marked })
  const run = start('up')
  const closed = once(run, 'close')
  for await (const line of createInterface({ input: run.stderr! })) {
    if (line.includes('"event":"backfill"') && !run.killed) run.kill('SIGINT')
  }
  expect(await closed).toEqual([130, null])
  const { writeFiles } = await import('../support/folder.ts')
  writeFiles(folder, { '002_fill.sql': marked.replace('-- pgwright', '-- once') })
  expect(await migrate('up')).toMatchObject({ exit: 4, stderr: expect.stringContaining('not marked') })
  writeFiles(folder, { '002_fill.sql': marked.replace('+ 1', '+ 2') })
  expect(await migrate('up')).toMatchObject({ exit: 4, stderr: expect.stringContaining('another one since') })
  writeFiles(folder, { '002_fill.sql': marked })
  expect(await migrate('up')).toMatchObject({ exit: 0 })
  expect(await session.query(counted)).toEqual(everyRowOnce)
})

test('in a transaction of its tool it is refused before anything is applied, unless it is alone in its file', async () => {
  const up = (sql: string) => `-- migrate:up\n${sql}\n-- migrate:down\n`
  const { migrate, session } = await lab.open({
    '20240101000000_t.sql': up(table),
    '20240102000000_fill.sql': up(`set work_mem = '8MB';\n${marked}`),
  })
  expect(await migrate('up')).toMatchObject({ exit: 0 })
  expect(await session.query(counted)).toEqual(everyRowOnce)
  const mixed = await lab.open({
    '20240101000000_t.sql': up(table),
    '20240102000000_fill.sql': up(`alter table t add column m int;\n${marked}`),
  })
  expect(await mixed.migrate('up')).toMatchObject({
    exit: 4,
    stderr: expect.stringMatching(
      /20240102000000_fill\.sql:\d+:1: a backfill cannot be part of a transaction/,
    ),
  })
  expect(await mixed.session.query("select to_regclass('t') as t")).toEqual([{ t: null }])
})

test('from the command line: a dry run, a run, what is refused, and an option that is none', async () => {
  const { session, url } = await lab.open({})
  const { runCommand } = await import('../support/command.ts')
  const backfill = (...args: string[]) => runCommand(['migrate', 'backfill', '--database', url, ...args])
  await session.execute(table)
  const sql = 'update t set n = n + 1'
  const preview = await backfill('--dry-run', '--json', '--', sql)
  expect(JSON.parse(preview.stdout).facts.plans).toMatchObject([
    { key: ['id'], sql: `${sql}\nwhere (t.id <= '500'::integer)` },
  ])
  expect(await session.query(counted)).toEqual([{ n: 0, rows: 5000 }])
  expect(await backfill('--', sql)).toMatchObject({ exit: 0 })
  expect(await session.query(counted)).toEqual(everyRowOnce)
  expect(await backfill('--', sql), 'once more is another backfill').toMatchObject({ exit: 0 })
  expect(await session.query(counted)).toEqual([{ n: 2, rows: 5000 }])
  expect(await backfill('--', 'update t set id = 1')).toMatchObject({ exit: 4 })
  expect(await backfill('--with', 'bach=3', '--', sql)).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining('Did you mean "batch"?'),
  })
  expect(await backfill('--pause')).toMatchObject({ exit: 0, stdout: expect.stringContaining('No backfill') })
})
