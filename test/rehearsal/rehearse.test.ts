import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cluster, startCluster } from '../../src/engine/index.ts'
import type { Execution, History } from '../../src/history/index.ts'
import { major } from '../support/major.ts'
import { type Draft, rehearseDrafts } from '../support/rehearsed.ts'

let cluster: Cluster

beforeAll(async () => {
  cluster = await startCluster({ major })
  await cluster.createDatabase('base')
  await using session = await cluster.connect('base')
  await session.execute('create table t (id int primary key, n int default 1); insert into t values (1), (2)')
})
afterAll(() => cluster.stop())

async function rehearse(drafts: Draft[], changes: Partial<History> = {}) {
  return (await rehearseDrafts(cluster, 'base', drafts, changes)).migrations
}

describe('transactions', () => {
  const two = 'alter table t add a int; alter table t add b int'

  test.each<[execution: Execution, up: string, transactions: number[]]>([
    ['transaction', two, [1, 1]],
    ['single-call', two, [1, 1]],
    ['autocommit', two, [1, 2]],
    ['autocommit', `begin; ${two}; commit; select 1`, [1, 1, 2]],
    ['autocommit', `start transaction; ${two}; end; select 1`, [1, 1, 2]],
    ['single-call', `begin; ${two}; commit; select 1; select 2`, [1, 1, 2, 2]],
    ['transaction', `${two}; commit; select 1; select 2`, [1, 1, 2, 3]],
    ['transaction', `begin; ${two}; commit`, [1, 1]],
    ['autocommit', `begin; begin; ${two}`, [1, 1]],
  ])('%s: %s', async (execution, up, transactions) => {
    const [migration] = await rehearse([{ up, execution }])
    expect(migration?.outcome).toBe('applied')
    expect(migration?.statements.map(({ transaction }) => transaction)).toEqual(transactions)
    expect(migration?.changes.map(({ identity }) => identity)).toEqual(['public.t.a', 'public.t.b'])
  })

  test.each<[execution: Execution, up: string, fails: boolean]>([
    ['transaction', 'create index concurrently i on t (n)', true],
    ['single-call', 'create index concurrently i on t (n)', false],
    ['single-call', 'create index concurrently i on t (n); select 1', true],
    ['autocommit', 'create index concurrently i on t (n); select 1', false],
    ['autocommit', 'begin; create index concurrently i on t (n); commit', true],
  ])('%s, CONCURRENTLY: %s', async (execution, up, fails) => {
    const [migration] = await rehearse([{ up, execution }])
    expect(migration?.statements.map(({ error }) => error?.sqlstate)).toContain(fails ? '25001' : undefined)
    expect(migration?.outcome).toBe(fails ? 'failed' : 'applied')
  })

  test('ROLLBACK takes back what came before it', async () => {
    const [migration] = await rehearse([{ up: `begin; ${two}; rollback; select 1`, execution: 'autocommit' }])
    expect(migration).toMatchObject({ outcome: 'applied', changes: [] })
  })

  test('one transaction for the whole run: a failure takes everything back', async () => {
    const migrations = await rehearse(
      [
        { up: 'create table a (id int)', down: 'drop table a' },
        { up: 'create table b (id int); select 1 / 0', down: 'drop table b' },
      ],
      { transactionScope: 'run' },
    )
    expect(migrations.map(({ outcome }) => outcome)).toEqual(['applied', 'failed'])
    expect(migrations.map(({ revert }) => revert.outcome)).toEqual(['not run', 'not run'])
  })

  test('one transaction for the whole run: a constraint that is checked at its end', async () => {
    const migrations = await rehearse(
      [
        {
          up: 'create table c (id int references t deferrable initially deferred); insert into c values (9)',
        },
        { up: 'create table d (id int)' },
      ],
      { transactionScope: 'run' },
    )
    expect(migrations.map(({ outcome }) => outcome)).toEqual(['applied', 'failed'])
    expect(migrations[1]?.statements[0]?.error).toMatchObject({
      sqlstate: '23503',
      message: expect.stringMatching(/^at commit: /),
    })
  })
})

describe('errors', () => {
  test.each<[up: string, line: number, column: number, sqlstate: string]>([
    ['select 1;\n  select nope from t', 2, 10, '42703'],
    ["select '😀ü', nope from t", 1, 15, '42703'],
    ['create function f() returns int language sql as $$\n select nope $$', 2, 9, '42703'],
    ['do $$ begin\n perform 1 / 0; end $$', 1, 1, '22012'],
    ['insert into t values (1)', 1, 1, '23505'],
  ])('%s', async (up, line, column, sqlstate) => {
    const [migration] = await rehearse([{ up }])
    const error = migration?.statements.at(-1)?.error
    expect(error).toMatchObject({ sqlstate, location: { file: '1.sql', line } })
    if (line > 1 || column > 1) expect(error?.location.column).toBe(column)
  })

  test('the first failure ends the run', async () => {
    const { migrations, notAssessed } = await rehearseDrafts(cluster, 'base', [
      { up: 'select 1 / 0; select 1' },
      { up: 'select 2' },
    ])
    expect(migrations).toHaveLength(1)
    expect(migrations[0]?.statements).toHaveLength(1)
    expect(notAssessed).toMatchObject([{ what: '2.sql' }])
  })
})

describe('reverts', () => {
  async function revert(...drafts: Draft[]) {
    return (await rehearse(drafts)).map(({ revert: { outcome, differences } }) =>
      [outcome, ...differences.map(({ change, identity }) => `${change} ${identity}`)].join(' '),
    )
  }
  const exact = { up: 'alter table t add a int', down: 'alter table t drop a' }

  test('exact, missing, failing and inexact', async () => {
    expect(await revert(exact)).toEqual(['exact'])
    expect(await revert({ up: exact.up })).toEqual(['missing'])
    expect(await revert({ ...exact, down: 'alter table t drop nope' })).toEqual(['failed'])
    expect(await revert({ ...exact, down: 'select 1' })).toEqual(['differs added public.t.a'])
  })

  test('each answers for its own leftovers only', async () => {
    expect(
      await revert(
        exact,
        { up: 'create table b ()', down: 'select 1' },
        { ...exact, up: 'select 1', down: '' },
      ),
    ).toEqual(['exact', 'differs added public.b', 'exact'])
  })

  test('behind one that is missing or fails nothing can be reverted', async () => {
    expect(await revert(exact, { up: 'create table b ()' })).toEqual(['not run', 'missing'])
    expect(await revert(exact, { up: 'create table b ()', down: 'drop table c' })).toEqual([
      'not run',
      'failed',
    ])
  })

  test('what failed half-way is no fault of the reverts before it', async () => {
    expect(
      await revert(exact, {
        up: 'create table half (); select 1 / 0',
        down: 'drop table half',
        execution: 'autocommit',
      }),
    ).toEqual(['not run', 'not run'])
    expect(
      await revert(exact, { up: 'create table half (); select 1 / 0', down: 'drop table half' }),
    ).toEqual(['exact', 'not run'])
  })

  test('a revert runs in a session of its own, as its tool would run it', async () => {
    expect(
      await revert({ up: 'set default_transaction_read_only = on', down: 'create table x (); drop table x' }),
    ).toEqual(['exact'])
  })

  test('temporary objects are no difference', async () => {
    const up =
      'create temp table x (id int primary key, n int default 1); create temp view v as select * from x'
    expect(await revert({ up, down: 'select 1' })).toEqual(['exact'])
  })
})
