import { expect, test } from 'vitest'
import { readHistory } from '../../src/history/index.ts'
import { baseline, migrateUp, type Repair, repairLedger } from '../../src/migrate/index.ts'
import { writeFiles } from '../support/folder.ts'
import { useLab } from './lab.ts'

const lab = useLab()

async function open(files: Record<string, string>) {
  const { folder, session, database, migrate } = await lab.open(files)
  const options = { connect: () => lab.cluster().connect(database) }
  return {
    ...{ folder, session, migrate },
    up: async () => migrateUp(await readHistory(folder), options),
    repair: async (...repairs: Repair[]) => repairLedger(await readHistory(folder), repairs, options),
    baseline: async (target?: string) => baseline(await readHistory(folder), { ...options, target }),
    entries: (columns: string) => session.query(`select ${columns} from pgwright_ledger order by id`),
  }
}

test('an edit is accepted, a removed file forgotten, and the ledger keeps what it said before', async () => {
  const { folder, up, repair, entries, migrate } = await open({
    '1_a.sql': 'select 1',
    '2_b.sql': 'select 2',
  })
  await up()
  writeFiles(folder, { '1_a.sql': '-- one\nselect 1' })
  await expect(up()).rejects.toThrow('edited after')
  await expect(repair({ kind: 'accept', version: '2_b' })).rejects.toThrow(
    'for what is applied, edited since; this is applied',
  )
  await expect(repair({ kind: 'again', version: '1_a' })).rejects.toMatchObject({ exit: 4 })
  await expect(repair({ kind: 'accept', version: '3' })).rejects.toThrow('neither the folder nor the ledger')
  const accepted = await migrate('repair', '--accept', '1_a')
  expect(accepted, accepted.stderr).toMatchObject({
    exit: 0,
    stdout: expect.stringContaining('1_a: applied'),
  })
  expect((await up()).applied).toEqual([])
  writeFiles(folder, { '3_b.sql': 'select 2' })
  const { rmSync } = await import('node:fs')
  rmSync(`${folder}/2_b.sql`)
  await repair({ kind: 'forget', version: '2_b' })
  expect((await up()).applied).toHaveLength(1)
  expect(await entries('version, outcome, origin')).toEqual([
    { version: '1_a', outcome: 'superseded', origin: 'run' },
    { version: '2_b', outcome: 'superseded', origin: 'run' },
    { version: '1_a', outcome: 'applied', origin: 'repair' },
    { version: '2_b', outcome: 'superseded', origin: 'repair' },
    { version: '3_b', outcome: 'applied', origin: 'run' },
  ])
})

const inDoubt = {
  '1_a.sql': `create table t (n int);
create procedure p() language plpgsql as 'begin insert into t values (1); commit; end';
call p();
insert into t values (2);
`,
}
/** As a run leaves it that is killed while the procedure runs. */
const interrupted =
  "update pgwright_ledger set outcome = 'partial', done = 2, doing = 3, finished_at = null, details = '{\"noted\": {}}'"

test.each([
  { kind: 'done' as const, rows: [{ n: 2 }] },
  { kind: 'again' as const, rows: [{ n: 1 }, { n: 2 }] },
])('a statement in doubt is $kind: the run goes on from there', async ({ kind, rows }) => {
  const { session, up, repair, folder } = await open(inDoubt)
  writeFiles(folder, { '1_a.sql': inDoubt['1_a.sql'].split('\n').slice(0, 2).join('\n') })
  await up()
  writeFiles(folder, inDoubt)
  await session.execute(interrupted)
  await expect(up()).rejects.toMatchObject({ code: 'PGWRIGHT_MIGRATION_IN_DOUBT', exit: 5 })
  await repair({ kind, version: '1_a' })
  await expect(repair({ kind: 'again', version: '1_a' })).rejects.toMatchObject({ exit: 4 })
  await up()
  expect(await session.query('select n from t order by n')).toEqual(rows)
})

test('what is left was done by hand; a beginning that was edited is not believed', async () => {
  const { folder, up, repair, entries } = await open({
    '1_a.sql': 'create table a ();\nselect 1/0;\nselect 2;\n',
  })
  await expect(up()).rejects.toMatchObject({ exit: 5 })
  writeFiles(folder, { '1_a.sql': 'create table b ();\nselect 1/0;\n' })
  await expect(repair({ kind: 'done', version: '1_a' })).rejects.toThrow('are not the same any more')
  writeFiles(folder, { '1_a.sql': 'create table a ();\nselect 1;\n' })
  await repair({ kind: 'done', version: '1_a' })
  expect((await up()).applied).toEqual([])
  expect(await entries('outcome, origin, done, statements')).toEqual([
    { outcome: 'superseded', origin: 'run', done: 1, statements: 3 },
    { outcome: 'applied', origin: 'repair', done: 2, statements: 2 },
  ])
})

test('a baseline runs nothing, agrees with what is there, and refuses what does not', async () => {
  const { folder, session, up, entries, migrate, ...lab } = await open({
    '1_a.sql': 'create table a ()',
    '2_b.sql': 'create table b ()',
    '3_c.sql': 'create table c ()',
  })
  await lab.baseline('1_a')
  expect(await migrate('baseline', '--to', '2_b')).toMatchObject({ exit: 0 })
  await up()
  expect(await session.query("select to_regclass('b') as b, to_regclass('c')::text as c")).toEqual([
    { b: null, c: 'c' },
  ])
  expect(await entries('version, origin, length(hash) as hash')).toEqual([
    { version: '1_a', origin: 'baseline', hash: 64 },
    { version: '2_b', origin: 'baseline', hash: 64 },
    { version: '3_c', origin: 'run', hash: 64 },
  ])
  writeFiles(folder, { '2_b.sql': 'create table other ()' })
  await expect(lab.baseline()).rejects.toThrow('2_b is applied, edited since')
})
