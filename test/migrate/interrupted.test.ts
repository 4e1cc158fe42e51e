import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type Lab, useLab } from './lab.ts'

const lab = useLab()

const table = 'create table t (n int);\ninsert into t select generate_series(1, 1000);\n'

/** Sends signals to a run, each when somebody runs a statement with a text in it; what it said and how it ended. */
async function interrupt(
  { start, session }: Lab,
  signals: [text: string, signal: NodeJS.Signals][],
  args = ['up'],
) {
  const run = start(...args)
  const closed = once(run, 'close')
  let stderr = ''
  run.stderr!.on('data', text => {
    stderr += text
  })
  for (const [text, signal] of signals) {
    const sql = `select from pg_stat_activity where state = 'active' and query like '%' || $1 || '%' and pid <> pg_backend_pid()`
    while ((await session.query(sql, [text])).length === 0) await sleep(10)
    run.kill(signal)
  }
  const [exit] = await closed
  return { exit, stderr }
}

const slow = `-- migrate:up
insert into t values (0);
select pg_sleep(60);
-- migrate:down
select 1;
`

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s in a transaction: it is taken back, and says what stays',
  async signal => {
    const opened = await lab.open({
      '20240101000000_t.sql': `-- migrate:up\n${table}-- migrate:down\n`,
      '20240102000000_slow.sql': slow,
    })
    const { exit, stderr } = await interrupt(opened, [['pg_sleep(60)', signal]])
    expect({ exit, stderr }).toMatchObject({
      exit: 130,
      stderr: expect.stringMatching(/20240102000000_slow\.sql:3:1: interrupted; nothing of it stays/),
    })
    const { session } = opened
    expect(await session.query('select from t where n = 0')).toEqual([])
    expect(
      await session.query(
        `select from pg_stat_activity where query like '%pg_sleep%' and state = 'active' and pid <> pg_backend_pid()`,
      ),
    ).toEqual([])
    expect(await session.query('select version, outcome, done from pgwright_ledger order by id')).toEqual([
      { version: '20240101000000', outcome: 'applied', done: 2 },
      { version: '20240102000000', outcome: 'failed', done: 0 },
    ])
  },
)

test('a concurrent build leaves nothing, the statements before it stay, and the next run goes on', async () => {
  const opened = await lab.open({
    '001_t.sql': table,
    '002_index.sql': 'insert into t values (0);\ncreate index concurrently t_n on t (n);\n',
  })
  const { session, database, migrate } = opened
  await migrate('up', '--to', '001_t')
  await using reader = await lab.cluster().connect(database)
  // The build waits for the end of older snapshots; dropping what it left does not.
  await reader.execute('begin isolation level repeatable read; select from pg_class limit 1')
  const { exit, stderr } = await interrupt(opened, [['concurrently t_n', 'SIGINT']])
  await reader.execute('commit')
  expect({ exit, stderr }).toMatchObject({
    exit: 130,
    stderr: expect.stringContaining('002_index.sql:2:1: interrupted; 1 of its 2 statements stay'),
  })
  expect(await session.query("select to_regclass('t_n') as i")).toEqual([{ i: null }])
  expect(await migrate('up')).toMatchObject({ exit: 0 })
  expect(await session.query('select from t where n = 0')).toHaveLength(1)
  expect(await session.query('select from pg_index where not indisvalid')).toEqual([])
})

test('a detaching that waits for a reader is finished, since it cannot be taken back', async () => {
  const opened = await lab.open({
    '001_p.sql': `create table p (n int) partition by range (n);
create table p_1 partition of p for values from (1) to (2);
`,
    '002_detach.sql': 'alter table p detach partition p_1 concurrently;\ncreate table after (n int);\n',
  })
  const { session, database, migrate } = opened
  await migrate('up', '--to', '001_p')
  await using reader = await lab.cluster().connect(database)
  await reader.execute('begin; select from p')
  const done = interrupt(opened, [['detach partition p_1 concurrently', 'SIGINT']])
  const pending = 'select from pg_inherits where inhdetachpending'
  while ((await session.query(pending)).length === 0) await sleep(10)
  await sleep(300)
  await reader.execute('commit')
  const { exit, stderr } = await done
  expect({ exit, stderr }).toMatchObject({
    exit: 130,
    stderr: expect.stringContaining('; 1 of its 2 statements stay'),
  })
  expect(await session.query("select from pg_inherits where inhparent = 'p'::regclass")).toEqual([])
  expect(await migrate('up')).toMatchObject({ exit: 0 })
})

test('a second interrupt ends it at once', async () => {
  const opened = await lab.open({
    '001_t.sql': table,
    '002_index.sql': 'create index concurrently t_n on t (n);\n',
  })
  const { session, database, migrate } = opened
  await migrate('up', '--to', '001_t')
  await using reader = await lab.cluster().connect(database)
  await reader.execute('begin isolation level repeatable read; lock t in row exclusive mode')
  // Dropping what the build left has to wait for the reader too.
  const { exit, stderr } = await interrupt(opened, [
    ['create index concurrently t_n', 'SIGINT'],
    ['drop index concurrently', 'SIGINT'],
  ])
  expect({ exit, stderr }).toMatchObject({
    exit: 130,
    stderr: expect.stringMatching(/once more to end at once\ninterrupted\n$/),
  })
  await reader.execute('commit')
  expect(await migrate('up')).toMatchObject({ exit: 0 })
  expect(await session.query("select indisvalid from pg_index where indexrelid = 't_n'::regclass")).toEqual([
    { indisvalid: true },
  ])
})

test('while a lock is waited for again and again, and on the way back', async () => {
  const opened = await lab.open({
    '20240101000000_t.sql': `-- migrate:up\n${table}-- migrate:down\ndrop table t;\n`,
  })
  const { session, database, migrate } = opened
  await migrate('up')
  await using reader = await lab.cluster().connect(database)
  await reader.execute('begin; select from t')
  const { exit, stderr } = await interrupt(
    opened,
    [['drop table t', 'SIGTERM']],
    ['down', '--allow-data-loss'],
  )
  expect({ exit, stderr }).toMatchObject({
    exit: 130,
    stderr: expect.stringContaining('interrupted; nothing of it stays'),
  })
  await reader.execute('commit')
  expect(await session.query('select from t')).toHaveLength(1000)
})
