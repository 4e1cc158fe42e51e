import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readHistory } from '../../src/history/index.ts'
import { migrate } from '../../src/index.ts'
import { runCommand } from '../support/command.ts'
import { makeFolder, writeFiles } from '../support/folder.ts'
import { useLab } from './lab.ts'

const lab = useLab()
const table = `-- pgwright: up
create table :"tenant" (id int primary key, note text default :'note', n int default :n);
-- pgwright: verify
select 1 / (default_is::int) from (select :'note' <> '' as default_is) it;
-- pgwright: revert
drop table :"tenant";
`
const config = { migrate: { placeholders: { n: { type: 'integer', value: 7 }, note: "it's" } } }

test('one set of values for every command; the ledger knows the file', async () => {
  const { folder, url, session } = await lab.open({
    'db/1_tenant.sql': table,
    'pgwright.config.json': JSON.stringify(config),
  })
  const run = (...args: string[]) =>
    runCommand([...args, '--placeholder', 'tenant=a "b"', '--dir', 'db', '--json'], { cwd: folder })
  const target = ['--database', url]
  for (const args of [
    ['review', '--last', '1'],
    ['lint', '--last', '1', '--no-cache'],
    ['history'],
    ['migrate', 'plan', ...target],
    ['migrate', 'up', ...target],
    ['migrate', 'status', ...target],
    ['migrate', 'verify', ...target],
  ]) {
    const outcome = await run(...args)
    expect(outcome, args.join(' ') + outcome.stderr + outcome.stdout).toMatchObject({ exit: 0 })
    if (args.includes('plan')) expect(outcome.stdout).toContain('create table \\"a \\"\\"b\\"\\"\\"')
  }
  await session.execute('insert into "a ""b""" (id) values (1)')
  expect(await session.query('select * from "a ""b"""')).toEqual([{ id: 1, note: "it's", n: 7 }])
  const other = ['--placeholder', 'tenant=other', '--dir', 'db', ...target]
  const status = await runCommand(['migrate', 'status', ...other], { cwd: folder })
  expect(status, status.stderr).toMatchObject({ exit: 0, stdout: expect.stringContaining('0 not applied') })
  expect(await run('migrate', 'down', '--allow-data-loss', ...target)).toMatchObject({ exit: 0 })
  expect(await session.query('select from "pgwright_ledger"')).toHaveLength(2)
})

test('what is missing, unfit or unused is told before anything is done', async () => {
  const { migrate, session } = await lab.open({
    '1_first.sql': '-- pgwright: up\ncreate table first (id int);\n',
    '2_second.sql': `create table :"name" (id int);\n`,
  })
  expect(await migrate('up')).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining('2_second.sql:1: no value'),
  })
  const unused = await migrate('up', '--placeholder', 'name=a', '--placeholder', 'nam=b')
  expect(unused).toMatchObject({ exit: 2, stderr: expect.stringContaining('Did you mean "name"') })
  expect(await migrate('up', '--placeholder', 'name')).toMatchObject({ exit: 2 })
  expect(await session.query("select to_regclass('first') as name")).toEqual([{ name: null }])
  expect(await migrate('up', '--placeholder', 'name=a')).toMatchObject({ exit: 0 })
})

test('a secret is sent, and nowhere else: not in the ledger, the plan, events or errors', async () => {
  const secret = `hunter'2\\`
  const { folder, url, session } = await lab.open({
    'db/1_secret.sql':
      "-- pgwright: up\ncreate table kept as select :'pw' as pw;\ndo $$ begin raise notice '%', (select pw from kept); end $$;\n",
    'db/2_fails.sql': "select :'pw'::int;\n",
    'pgwright.config.json': JSON.stringify({
      migrate: { placeholders: { pw: { env: 'SHOP_PASSWORD', isSecret: true } } },
    }),
  })
  const said: string[] = []
  for (const args of [
    ['plan'],
    ['up', '--to', '1', '--events'],
    ['up', '--no-review', '--events', '--json'],
    ['status', '--json'],
  ]) {
    const outcome = await runCommand(['migrate', ...args, '--dir', 'db', '--database', url], {
      cwd: folder,
      env: { SHOP_PASSWORD: secret },
    })
    said.push(outcome.stdout, outcome.stderr)
  }
  const entries = await session.query<{ text: string }>('select l::text as text from pgwright_ledger l')
  said.push(...entries.map(({ text }) => text))
  expect(await session.query('select pw from kept')).toEqual([{ pw: secret }])
  expect(entries).toHaveLength(2)
  expect(entries[1]!.text).toContain('invalid input syntax')
  expect(said.join('\n')).toContain('‹pw›')
  expect(said.join('\n')).not.toContain('hunter')
})

test('any text and any name arrive as they were given', async () => {
  const { session } = await lab.open({})
  const dir = makeFolder({ '1_a.sql': `-- pgwright: up\nselect :'text' as :"name"` })
  const anyText = fc.string({
    unit: fc.constantFrom('a', "'", '\\', '"', '\n', '\r', ':', '$', 'é', '\u{1F600}', ' ', '-'),
  })
  const anyName = fc.string({
    unit: fc.constantFrom('a', "'", '"', 'É', ' ', ':', '\\', '.'),
    minLength: 1,
    maxLength: 20,
  })
  await fc.assert(
    fc.asyncProperty(anyText, anyName, async (text, name) => {
      const { migrations } = await readHistory(dir, { placeholders: { text, name } })
      expect(await session.query(migrations[0]!.up.text)).toEqual([{ [name]: text }])
    }),
    { numRuns: 60 },
  )
})

test('programs give them too', async () => {
  const { url, folder, session } = await lab.open({})
  writeFiles(folder, { 'V1__a.sql': `create table \${name} (id int);\n` })
  await migrate({ dir: folder, database: url, placeholders: { name: 'from_program' } })
  expect(await session.query('select from from_program')).toEqual([])
})
