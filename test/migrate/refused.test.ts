import { expect, test } from 'vitest'
import { runCommand } from '../support/command.ts'
import { compareLeft, type Lab, readLeft, useLab } from './lab.ts'
import { mixedHistory } from './mixed-history.ts'

const lab = useLab()

const users = { '001_users.sql': 'create table users (id int primary key);\n' }

/** Fails when the transaction ends, not before. */
const deferred = `create table a (id int primary key, other int references a deferrable initially deferred);
insert into a values (1, 2);
`

/** Runs as a role that may do what is granted, and no more. */
async function migrateAs({ folder, url, session }: Lab, role: string, grants: string, command = 'up') {
  await session.execute(`create role ${role} login; ${grants}`)
  const args = ['--dir', folder, '--database', url.replace(/\/\/[^@]+@/, `//${role}@`)]
  return runCommand(['migrate', command, ...(command === 'up' ? ['--no-review'] : []), ...args])
}

const drizzle = (sql: string) => ({
  'meta/_journal.json': JSON.stringify({
    entries: ['0000_a', '0001_b'].map((tag, idx) => ({ idx, when: idx + 1, tag, breakpoints: true })),
  }),
  '0000_a.sql': sql,
  '0001_b.sql': 'create table b (id int);\n',
})

test('one transaction for the whole run that fails at its end: nothing stays, and it says where', async () => {
  const { migrate, session } = await lab.open(drizzle(deferred))
  const { exit, stderr } = await migrate('up')
  expect({ exit, stderr }).toMatchObject({
    exit: 1,
    stderr: expect.stringContaining('0001_b.sql: at commit: '),
  })
  expect(stderr).toContain('violates foreign key constraint')
  expect(await session.query("select to_regclass('a') as a, to_regclass('b') as b")).toEqual([
    { a: null, b: null },
  ])
  expect(await session.query('select version, outcome from pgwright_ledger')).toEqual([
    { version: '2', outcome: 'failed' },
  ])
})

test('a way back that fails at the end of its transaction', async () => {
  const { migrate, session } = await lab.open({
    '20240101000000_a.sql': `-- migrate:up\n${deferred.split('\n')[0]}\n-- migrate:down\ninsert into a values (1, 2);\n`,
  })
  await migrate('up')
  const { exit, stderr } = await migrate('down', '--allow-data-loss')
  expect({ exit, stderr }).toMatchObject({ exit: 1, stderr: expect.stringContaining('at commit: ') })
  expect(await session.query('select from a')).toEqual([])
})

test('a role that may not read or write the ledger, or the table of the folder’s own tool', async () => {
  const one = await lab.open(users)
  await one.migrate('up')
  expect(await migrateAs(one, 'lab_nobody', '')).toMatchObject({
    exit: 3,
    stderr: expect.stringContaining('grant select, insert, update on public.pgwright_ledger'),
  })
  await one.session.execute('drop role lab_nobody')
  const two = await lab.open({ ...users, '002_b.sql': 'select 1;\n' })
  await two.migrate('up', '--to', '001_users')
  expect(await migrateAs(two, 'lab_reader', 'grant select on pgwright_ledger to lab_reader')).toMatchObject({
    exit: 3,
    stderr: expect.stringContaining('grant select, insert, update'),
  })
  await two.session.execute('drop owned by lab_reader; drop role lab_reader')
  const three = await lab.open({ '20240101000000_a.sql': '-- migrate:up\nselect 1;\n-- migrate:down\n' })
  await three.session.execute('create table schema_migrations (version text)')
  for (const command of ['up', 'down']) {
    expect(await migrateAs(three, 'lab_other', '', command)).toMatchObject({
      exit: 3,
      stderr: expect.stringMatching(/permission denied for table schema_migrations\n.*Grant it/),
    })
    await three.session.execute('drop role lab_other')
  }
})

test('a table that only has the name of a ledger', async () => {
  const { migrate, session } = await lab.open(users)
  await session.execute('create table pgwright_ledger (id int)')
  expect(await migrate('up')).toMatchObject({ exit: 3, stderr: expect.stringContaining('--ledger <name>') })
})

test('a role whose transactions are read-only, where there is a ledger and where there is none', async () => {
  const files = { ...users, '002_b.sql': 'select 1;\n' }
  for (const begin of [async () => undefined, (it: Lab) => it.migrate('up', '--to', '001_users')]) {
    const opened = await lab.open(files)
    await begin(opened)
    const readOnly =
      'alter role lab_reader set default_transaction_read_only = on; grant postgres to lab_reader'
    expect(await migrateAs(opened, 'lab_reader', readOnly)).toMatchObject({
      exit: 3,
      stderr: expect.stringContaining('transactions are read-only here'),
    })
    await opened.session.execute('drop role lab_reader')
  }
})

test('whichever write of the ledger is refused: an error of ours, and the next run ends as it would have', async () => {
  const undisturbed = await lab.open(mixedHistory)
  await undisturbed.migrate('up')
  const expected = await readLeft(undisturbed.session)
  for (const isLasting of [false, true]) {
    const { migrate, session } = await lab.open(mixedHistory)
    for (const write of [1, 2, 3, 5, 9, 14]) {
      await session.execute(
        `do $$ begin if to_regclass('pgwright_ledger') is not null then
           create schema trap;
           create sequence trap.writes;
           create function trap.refuse() returns trigger language plpgsql as
             'begin if nextval(''trap.writes'') ${isLasting ? '>=' : '='} ${write} then raise ''no room''; end if; return new; end';
           create trigger refuse before insert or update on pgwright_ledger for each row execute function trap.refuse();
         end if; end $$`,
      )
      const { exit, stderr } = await migrate('up', ...(write === 1 ? ['--to', '001_tables'] : []))
      expect([0, 1, 5], stderr).toContain(exit)
      expect(stderr).not.toContain('bug')
      if (exit !== 0) expect(stderr).toMatch(/00\d_\w+\.sql(:\d+:\d+)?: (at commit: )?no room/)
      await session.execute('drop schema if exists trap cascade')
    }
    expect(await migrate('up')).toMatchObject({ exit: 0 })
    expect(compareLeft(expected, await readLeft(session))).toEqual([])
  }
})
