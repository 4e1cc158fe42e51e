import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCommand } from '../support/command.ts'
import { writeFiles } from '../support/folder.ts'
import { type Lab, useLab } from './lab.ts'

const lab = useLab()

/** Each hook writes down that it was run, and in which transaction. */
const log = (what: string) => `insert into log (what, xid) values ('${what}', pg_current_xact_id()::text);\n`
const logTable = 'create table log (n int generated always as identity, what text, xid text)'
const migration = (name: string) => `create table ${name} (id int);\n${log(name)}`

async function readLog({ session }: Lab): Promise<string[]> {
  const rows = await session.query<{ what: string }>('select what from log order by n')
  return rows.map(({ what }) => what)
}

function configure(hooks: object): Record<string, string> {
  return { 'pgwright.config.json': JSON.stringify({ migrate: { dir: 'db', hooks } }) }
}

/** Runs in the folder of the configuration. */
function migrate({ folder, url }: Lab, ...args: string[]) {
  return runCommand(['migrate', ...args, '--database', url], { cwd: folder })
}

const moments = ['before', 'beforeEach', 'afterEach', 'after', 'failed']
const files = Object.fromEntries(moments.map(moment => [`hooks/${moment}.sql`, log(moment)]))
const sql = Object.fromEntries(moments.map(moment => [moment, [`hooks/${moment}.sql`]]))

test('SQL is run around the run and around each migration, there in its transaction', async () => {
  const opened = await lab.open({
    ...configure(sql),
    ...files,
    'db/1_a.sql': `-- pgwright: up\n${migration('a')}`,
    'db/2_b.sql': `-- pgwright: no-transaction\n${migration('b')}`,
    'db/3_c.sql': `-- pgwright: no-transaction\nbegin;\n${migration('c')}commit;\n`,
  })
  await opened.session.execute(logTable)
  const run = await migrate(opened, 'up', '--no-review')
  expect(run, run.stderr).toMatchObject({ exit: 0 })
  const each = (name: string) => ['beforeEach', name, 'afterEach']
  expect(await readLog(opened)).toEqual(['before', ...each('a'), ...each('b'), ...each('c'), 'after'])
  const transactions = await opened.session.query<{ xid: string }>('select xid from log order by n')
  const [before, a1, a2, a3, b1, b2, b3, c1, c2, c3, after] = transactions.map(({ xid }) => xid)
  expect([a1, a2]).toEqual([a2, a3])
  expect([c1, c2]).toEqual([c2, c3])
  expect(new Set([before, a1, b1, b2, b3, c1, after]).size).toBe(7)
  expect(await migrate(opened, 'up', '--no-review')).toMatchObject({ exit: 0 })
  expect(await readLog(opened), 'nothing to do, no hooks').toHaveLength(11)
  const status = await migrate(opened, 'status')
  expect(status).toMatchObject({ exit: 0, stdout: expect.stringContaining('3 migrations, 0 not applied') })
})

test('a hook of each that fails takes its migration with it; the run says so and runs those for that', async () => {
  const opened = await lab.open({
    ...configure({ ...sql, afterEach: ['hooks/bad.sql'] }),
    ...files,
    'hooks/bad.sql': `${log('bad')}select nothing from nowhere;\n`,
    'db/1_a.sql': `-- pgwright: up\n${migration('a')}`,
  })
  await opened.session.execute(logTable)
  const failed = await migrate(opened, 'up', '--no-review')
  expect(failed).toMatchObject({
    exit: 1,
    stderr: expect.stringMatching(/hooks\/bad\.sql:2:\d+: relation "nowhere"/),
  })
  expect(await readLog(opened)).toEqual(['before', 'failed'])
  expect(await opened.session.query('select outcome from pgwright_ledger')).toEqual([{ outcome: 'failed' }])
  writeFiles(opened.folder, { 'hooks/bad.sql': log('good') })
  expect(await migrate(opened, 'up', '--no-review')).toMatchObject({ exit: 0 })
  expect((await readLog(opened)).slice(2)).toEqual(['before', 'beforeEach', 'a', 'good', 'after'])
})

test('outside a transaction what is done of hooks and migration is not done again', async () => {
  const opened = await lab.open({
    ...configure({ beforeEach: ['hooks/beforeEach.sql'], afterEach: ['hooks/bad.sql'] }),
    ...files,
    'hooks/bad.sql': `${log('first')}select nothing from nowhere;\n`,
    'db/1_a.sql': `-- pgwright: no-transaction\n${migration('a')}create index concurrently on a (id);\n`,
  })
  await opened.session.execute(logTable)
  expect(await migrate(opened, 'up', '--no-review')).toMatchObject({ exit: 5 })
  writeFiles(opened.folder, { 'hooks/bad.sql': `${log('first')}${log('second')}` })
  const done = await migrate(opened, 'up', '--no-review')
  expect(done, done.stderr).toMatchObject({ exit: 0 })
  expect(await readLog(opened)).toEqual(['beforeEach', 'a', 'first', 'second'])
})

test('what comes after the run is owed until it is done', async () => {
  const opened = await lab.open({
    ...configure({ before: ['hooks/before.sql'], after: ['hooks/bad.sql'] }),
    ...files,
    'hooks/bad.sql': 'select nothing from nowhere;\n',
    'db/1_a.sql': `-- pgwright: up\n${migration('a')}set role nobody_writes;\n`,
  })
  await opened.session.execute(`${logTable}; create role nobody_writes`)
  const owing = await migrate(opened, 'up', '--no-review')
  expect(owing).toMatchObject({ exit: 5, stderr: expect.stringContaining('hooks/bad.sql:1') })
  expect(await migrate(opened, 'up', '--no-review'), 'still').toMatchObject({ exit: 5 })
  writeFiles(opened.folder, { 'hooks/bad.sql': log('after') })
  for (let run = 1; run <= 2; run++)
    expect(await migrate(opened, 'up', '--no-review')).toMatchObject({ exit: 0 })
  expect(await readLog(opened)).toEqual(['before', 'a', 'before', 'before', 'after'])
  await opened.session.execute('drop role nobody_writes')
})

const tell = { command: ['sh', '-c', 'cat >> told.jsonl; echo heard'] }

test('commands are told what happens, without a shell and without secrets', async () => {
  const opened = await lab.open({
    ...configure({ ...Object.fromEntries(moments.map(moment => [moment, [tell]])) }),
    'db/1_a.sql': '-- pgwright: up\ncreate table a (id int);\n',
    'db/2_b.sql': 'create table a (id int);\n',
  })
  const failed = await migrate(opened, 'up', '--no-review')
  expect(failed).toMatchObject({ exit: 5, stderr: expect.stringContaining('heard') })
  const told = readFileSync(join(opened.folder, 'told.jsonl'), 'utf8')
  const events = told
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
  const a = { version: '1', name: 'a', file: 'db/1_a.sql' }
  expect(events).toMatchObject([
    { moment: 'before', direction: 'up', done: [] },
    { moment: 'beforeEach', migration: a, done: [] },
    { moment: 'afterEach', migration: a, done: ['1'] },
    { moment: 'beforeEach', migration: { version: '2' } },
    { moment: 'failed', done: ['1'], error: expect.stringContaining('already exists') },
  ])
  expect(told).not.toContain(opened.url)
})

test.each([
  ['before', 1, null],
  ['beforeEach', 1, null],
  ['afterEach', 5, 'a'],
  ['after', 5, 'a'],
])('a command %s that fails ends the run with %i', async (moment, exit, made) => {
  const opened = await lab.open({
    ...configure({ [moment]: [{ command: ['sh', '-c', 'exit 3'] }] }),
    'db/1_a.sql': '-- pgwright: up\ncreate table a (id int);\n',
  })
  const failed = await migrate(opened, 'up', '--no-review')
  expect(failed).toMatchObject({
    exit,
    stderr: expect.stringContaining('the hook sh -c exit 3: it ended with 3'),
  })
  expect(await opened.session.query("select to_regclass('a')::text as made")).toEqual([{ made }])
})

test('the way back has hooks too', async () => {
  const opened = await lab.open({
    ...configure(sql),
    ...files,
    'db/1_a.sql': `-- pgwright: up\n${migration('a')}-- pgwright: revert\ndrop table a;\n`,
  })
  await opened.session.execute(logTable)
  await migrate(opened, 'up', '--no-review')
  await opened.session.execute('truncate log')
  const down = await migrate(opened, 'down')
  expect(down, down.stderr).toMatchObject({ exit: 0 })
  expect(await readLog(opened)).toEqual(['before', 'beforeEach', 'afterEach', 'after'])
})

test('Flyway: callbacks are run where it runs them, and none of them is a migration', async () => {
  const opened = await lab.open({
    'V1__a.sql': migration('a'),
    'R__b.sql': 'create or replace view b as select 1 as one;\n',
    'beforeMigrate.sql': log(`\${who}`),
    'sub/beforeEachMigrate.sql': log('each'),
    'afterEachMigrate__2.sql': log('second'),
    'afterEachMigrate__1.sql': log('first'),
    'afterMigrate.sql': log('migrated'),
    'afterMigrateApplied.sql': log('applied'),
    'afterMigrateError.sql': log('error'),
    'afterInfo.sql': 'no SQL',
  })
  await opened.session.execute(logTable)
  const run = await opened.migrate('up', '--placeholder', 'who=you')
  expect(run, run.stderr).toMatchObject({ exit: 0 })
  const each = ['first', 'second']
  expect(await readLog(opened)).toEqual(['you', 'each', 'a', ...each, 'each', ...each, 'applied', 'migrated'])
  writeFiles(opened.folder, { 'V2__fails.sql': 'select 1 / 0;', 'beforeRepeatables.sql': 'select 1;' })
  const refused = await opened.migrate('up', '--placeholder', 'who=you')
  expect(refused).toMatchObject({
    exit: 4,
    stderr: expect.stringContaining('beforeRepeatables.sql: a callback'),
  })
})

test('what is run around migrations is rehearsed, judged, planned and told', async () => {
  const opened = await lab.open({
    ...configure({
      before: ['hooks/before.sql'],
      afterEach: ['hooks/index.sql'],
      after: ['hooks/grant.sql', tell],
    }),
    'hooks/before.sql': 'create schema if not exists reports;\n',
    'hooks/index.sql': 'create index if not exists a_id on a (id);\n',
    'hooks/grant.sql': 'create or replace view reports.all_a as select id from a;\n',
    'db/1_a.sql':
      '-- pgwright: up\ncreate table a (id int, b int);\n-- pgwright: revert\ndrop table a cascade;\n',
    'db/2_b.sql': '-- pgwright: up\nalter table a add c int;\n-- pgwright: revert\nalter table a drop c;\n',
  })
  await migrate(opened, 'up', '--no-review', '--to', '1')
  await opened.session.execute('drop index a_id')
  const target = ['--database', opened.url, '--json']
  const lint = await runCommand(['lint', '--dir', 'db', '--last', '1', '--json', '--no-cache'], {
    cwd: opened.folder,
  })
  const review = await runCommand(['review', '--dir', 'db', '--last', '1', '--json'], { cwd: opened.folder })
  const plan = await runCommand(['migrate', 'plan', ...target], { cwd: opened.folder })
  for (const outcome of [lint, review, plan]) {
    const report = JSON.parse(outcome.stdout)
    const statements = report.facts.migrations.flatMap(
      (it: { statements: { sql: string }[] }) => it.statements,
    )
    expect(statements.map(({ sql }: { sql: string }) => sql.split(' ').slice(0, 3).join(' '))).toEqual([
      'create schema if',
      'alter table a',
      'create index if',
      'create or replace',
    ])
    expect(report.notAssessed).toContainEqual(
      expect.objectContaining({ what: expect.stringContaining('cat >> told.jsonl') }),
    )
  }
  expect(JSON.parse(plan.stdout).findings).toContainEqual(
    expect.objectContaining({
      check: 'index-build-under-lock',
      location: expect.objectContaining({ file: 'hooks/index.sql' }),
    }),
  )
  expect(JSON.parse(plan.stdout).facts.sql).toMatch(
    /-- hooks\/before\.sql\nbegin;[\s\S]*alter table a add c int;\ncreate index[\s\S]*-- hooks\/grant\.sql/,
  )
  const history = await runCommand(['history', '--dir', 'db'], { cwd: opened.folder })
  expect(history.stdout).toContain('hooks/grant.sql')
  writeFiles(opened.folder, { 'hooks/index.sql': "comment on table a is 'with reports';\n" })
  const reviewed = await migrate(opened, 'up', '--json')
  expect(reviewed, reviewed.stderr).toMatchObject({ exit: 0 })
  expect(JSON.parse(reviewed.stdout), 'the rehearsal had the hooks too').toMatchObject({ findings: [] })
})
