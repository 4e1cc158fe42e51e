import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { writeFiles } from '../support/folder.ts'
import { useLab } from './lab.ts'

const lab = useLab()

const users =
  "create table users (id int primary key, email text);\ninsert into users select n, 'u' || n % 2 from generate_series(1, 10) n;\n"
const byEmail = 'create unique index concurrently if not exists users_email on users (email);\n'

const isValid = `select indisvalid from pg_index where indexrelid = 'users_email'::regclass`

test('a failed concurrent build leaves nothing, and is built when it is run again', async () => {
  const { migrate, session } = await lab.open({ '001_users.sql': users, '002_email.sql': byEmail })
  const failed = await migrate('up')
  expect(failed).toMatchObject({ exit: 5, stderr: expect.stringContaining('is duplicated') })
  expect(await session.query('select from pg_index where not indisvalid')).toEqual([])
  await session.execute('update users set email = id')
  expect(await migrate('up')).toMatchObject({ exit: 0 })
  expect(await session.query(isValid)).toEqual([{ indisvalid: true }])
})

test('IF NOT EXISTS that meets an invalid index of an earlier attempt builds it anew', async () => {
  const { migrate, session } = await lab.open({ '001_users.sql': users, '002_email.sql': byEmail })
  await migrate('up', '--to', '001_users')
  await session.execute(byEmail).catch(() => undefined)
  expect(await session.query(isValid)).toEqual([{ indisvalid: false }])
  await session.execute('update users set email = id')
  expect(await migrate('up')).toMatchObject({ exit: 0, stderr: expect.stringContaining('repaired') })
  expect(await session.query(isValid)).toEqual([{ indisvalid: true }])
})

test('several CONCURRENTLY statements in one file', async () => {
  const twice =
    'create index concurrently a on users (email);\ncreate index concurrently b on users (id, email);\n'
  const { migrate, session } = await lab.open({ '001_users.sql': users, '002_two.sql': twice })
  expect(await migrate('up')).toMatchObject({ exit: 0 })
  expect(
    await session.query("select from pg_index where indexrelid in ('a'::regclass, 'b'::regclass)"),
  ).toHaveLength(2)
})

test('what contradicts the ledger is refused with its place and what to do', async () => {
  const { migrate, folder } = await lab.open({ '001_users.sql': users, '003_late.sql': 'select 1;' })
  await migrate('up')
  writeFiles(folder, { '002_between.sql': 'select 2;' })
  expect(await migrate('up')).toMatchObject({
    exit: 4,
    stderr: expect.stringContaining('002_between.sql: pending, but'),
  })
  expect(await migrate('up', '--out-of-order')).toMatchObject({ exit: 0 })
  writeFiles(folder, { '001_users.sql': users.replaceAll('\n', '\r\n') })
  expect(await migrate('up'), 'line ends do not count').toMatchObject({ exit: 0 })
  writeFiles(folder, { '001_users.sql': `${users}select 3;` })
  expect(await migrate('up')).toMatchObject({
    exit: 4,
    stderr: expect.stringContaining('001_users.sql: edited after'),
  })
})

test('a removed file, and one that is no UTF-8', async () => {
  const { migrate, folder, session } = await lab.open({ '001_users.sql': users })
  await migrate('up')
  writeFiles(folder, { '002_latin.sql': Buffer.from("insert into users values (99, 'caf\xe9');", 'latin1') })
  expect(await migrate('up')).toMatchObject({ exit: 2, stderr: expect.stringContaining('is not UTF-8') })
  expect(await session.query('select from users where id = 99')).toEqual([])
  await session.execute("update pgwright_ledger set version = '000_gone'")
  writeFiles(folder, { '001_users.sql': 'select 1', '002_latin.sql': 'select 1' })
  expect(await migrate('up')).toMatchObject({
    exit: 4,
    stderr: expect.stringContaining('no longer in the folder'),
  })
})

test('behind an open reader: everybody may pass after lock_timeout, and it is applied when the reader ends', async () => {
  const { migrate, start, session, database } = await lab.open({
    '001_users.sql': users,
    '002_column.sql': 'alter table users add column note text;\n',
  })
  await migrate('up', '--to', '001_users')
  await using reader = await lab.cluster().connect(database)
  await reader.execute('begin; select from users')
  const run = start('up', '--lock-timeout', '300')
  const closed = once(run, 'close')
  const seen: string[] = []
  let passed = 0
  for await (const line of createInterface({ input: run.stderr! })) {
    const { event, blockers = [] } = JSON.parse(line)
    seen.push(event, ...blockers.map(({ state }: { state: string }) => state))
    // Between two tries nobody waits: this would hang behind the ALTER TABLE for as long as the reader is open.
    if (event === 'retry') await session.execute('select from users limit 1')
    if (event === 'retry' && ++passed === 2) await reader.execute('commit')
  }
  expect(await closed).toEqual([0, null])
  expect(seen).toEqual(expect.arrayContaining(['blocked', 'idle in transaction', 'retry', 'done']))
})

test('a session that forgot its transaction is ended when that is asked for, and the ledger says so', async () => {
  const { migrate, session, database } = await lab.open({
    '001_users.sql': users,
    '002_column.sql': 'alter table users add column note text;\n',
  })
  await migrate('up', '--to', '001_users')
  await using reader = await lab.cluster().connect(database)
  await reader.execute('begin; select from users')
  const { exit, stderr } = await migrate('up', '--lock-timeout', '2000', '--end-idle', '1')
  expect({ exit, stderr }).toMatchObject({ exit: 0, stderr: expect.stringContaining('! ended pid') })
  expect(
    await session.query(
      "select details->'ended'->0->>'pid' as pid from pgwright_ledger where details ? 'ended'",
    ),
  ).toEqual([{ pid: String(reader.pid) }])
})

test('sixteen runners at once: one does it, and all end well', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 5 }, (_, n) => [
      `00${n}_t.sql`,
      `create table t${n} (id int);\ncreate index concurrently on t${n} (id);\n`,
    ]),
  )
  const { migrate, session } = await lab.open(files)
  const outcomes = await Promise.all(Array.from({ length: 16 }, () => migrate('up')))
  expect(outcomes.map(({ exit, stderr }) => (exit === 0 ? 0 : stderr))).toEqual(Array(16).fill(0))
  expect(
    await session.query("select count(*)::int as n from pgwright_ledger where outcome = 'applied'"),
  ).toEqual([{ n: 5 }])
  expect(await session.query('select count(*)::int as n from pgwright_ledger')).toEqual([{ n: 5 }])
})

test('statements after a failure are not run, and the file may be mended from there on', async () => {
  const { migrate, folder, session } = await lab.open({
    '001_a.sql': 'create table a (id int);\ncreate table b (id nosuch);\ncreate table c (id int);\n',
  })
  const failed = await migrate('up')
  expect(failed).toMatchObject({
    exit: 5,
    stderr: expect.stringContaining('001_a.sql:2:20: type "nosuch" does not exist'),
  })
  writeFiles(folder, {
    '001_a.sql': 'create table a (id int);\ncreate table b (id int);\ncreate table c (id int);\n',
  })
  expect(await migrate('up')).toMatchObject({ exit: 0 })
  expect(await session.query('select done, statements, outcome from pgwright_ledger')).toEqual([
    { done: 3, statements: 3, outcome: 'applied' },
  ])
})

test('a transaction of the tool is atomic with its entry', async () => {
  const { migrate, session } = await lab.open({
    '20240101000000_a.sql': '-- migrate:up\ncreate table a (id int);\nselect 1/0;\n-- migrate:down\n',
  })
  expect(await migrate('up')).toMatchObject({ exit: 1, stderr: expect.stringContaining('division by zero') })
  expect(await session.query("select to_regclass('a') as a")).toEqual([{ a: null }])
  expect(await session.query('select outcome, done from pgwright_ledger')).toEqual([
    { outcome: 'failed', done: 0 },
  ])
})

test('a script that becomes another role, sets its own timeouts and uses COPY', async () => {
  const { migrate, session } = await lab.open({
    '001_a.sql': `create table a (id int, note text);
set lock_timeout = '3s';
copy a from stdin;
1\tit's
2\t\\N
\\.
create role lab_writer;
grant all on a to lab_writer;
begin;
set role lab_writer;
update a set note = current_user where id = 2;
commit;
`,
    '002_b.sql': "insert into a select 3, current_user || current_setting('lock_timeout');\n",
  })
  expect(await migrate('up')).toMatchObject({ exit: 0 })
  expect(await session.query('select id, note from a order by id')).toEqual([
    { id: 1, note: "it's" },
    { id: 2, note: 'lab_writer' },
    { id: 3, note: 'postgres0' },
  ])
  await session.execute('drop owned by lab_writer; drop role lab_writer')
})
