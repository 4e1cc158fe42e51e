import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ExitCode } from '../../src/base/index.ts'
import { type Cluster, type Session, startCluster } from '../../src/engine/index.ts'
import {
  type BackfillOptions,
  type MigrateEvent,
  pauseBackfills,
  previewBackfills,
  runBackfills,
} from '../../src/migrate/index.ts'
import { major } from '../support/major.ts'
import { anyCase, makeTables, readTables } from './backfill-tables.ts'

let cluster: Cluster
let session: Session
let schemas = 0

beforeAll(async () => {
  cluster = await startCluster({ major })
  session = await cluster.connect()
})
afterAll(() => cluster?.stop())

/** A schema of its own, which the sessions of a run and ours have as their search path. */
async function openSchema(): Promise<() => Promise<Session>> {
  const schema = `s${++schemas}`
  await session.execute(`create schema ${schema}; set search_path = ${schema}`)
  return async () => {
    const opened = await cluster.connect()
    await opened.execute(`set search_path = ${schema}`)
    return opened
  }
}

interface Run {
  sql: string
  connect(): Promise<Session>
  backfill?: BackfillOptions
  onEvent?(event: MigrateEvent): void
  holdInterrupts?(): Disposable & { signal: AbortSignal }
}

function run({ sql, ...options }: Run): Promise<unknown> {
  return runBackfills({ file: 'given.sql', text: sql }, options)
}

async function makeNumbers(rows: number): Promise<void> {
  await session.execute(
    `create table t (id int primary key, n int not null default 0); insert into t select g from generate_series(1, ${rows}) g`,
  )
}

async function countByNumber(): Promise<unknown[]> {
  return session.query('select n, count(*)::int as rows from t group by n order by n')
}

test('what is done in batches is what is done at once', async () => {
  await fc.assert(
    fc.asyncProperty(anyCase, async example => {
      await openSchema()
      await makeTables(session, example)
      for (const sql of example.statements) await session.execute(sql)
      const expected = await readTables(session)
      const connect = await openSchema()
      await makeTables(session, example)
      for (const sql of example.statements) {
        await run({ sql, connect, backfill: { batchRows: example.batch } })
      }
      expect(await readTables(session)).toEqual(expected)
    }),
    { numRuns: 15 },
  )
})

test('a session that is ended in the middle comes back, and every row is done once', async () => {
  const connect = await openSchema()
  await makeNumbers(2_000)
  const pids: number[] = []
  const told: string[] = []
  const ending: Promise<unknown>[] = []
  await run({
    sql: 'update t set n = n + 1',
    async connect() {
      const opened = await connect()
      pids.push(opened.pid)
      return opened
    },
    backfill: { batchRows: 50 },
    onEvent({ kind }) {
      told.push(kind)
      if (kind !== 'backfill' || told.length % 9 !== 0) return
      ending.push(
        session.query('select pg_terminate_backend(pid) from unnest($1::int[]) pid', [pids.splice(0)]),
      )
    },
  })
  await Promise.all(ending)
  expect(told).toContain('reconnect')
  expect(await countByNumber()).toEqual([{ n: 1, rows: 2_000 }])
})

test('others may insert, change and delete meanwhile', async () => {
  const connect = await openSchema()
  await makeNumbers(3_000)
  await session.execute('alter table t add column others int not null default 0')
  let isOver = false
  const others = (async () => {
    await using other = await connect()
    for (let next = 3_002; !isOver; next++) {
      await other.execute(
        `insert into t values (${next}, 100); delete from t where id = ${next - 1} and id % 3 = 0;
         update t set others = others + 1 where id = ${(next * 37) % 3_000}`,
      )
    }
  })()
  await run({ sql: 'update t set n = n + 1', connect, backfill: { batchRows: 100 } })
  isOver = true
  await others
  const [row] = await session.query(
    'select count(*)::int as rows, count(*) filter (where n <> 1)::int as wrong from t where id <= 3000',
  )
  expect(row).toEqual({ rows: 3_000, wrong: 0 })
})

test('it waits while it is paused, and goes on', async () => {
  const connect = await openSchema()
  await makeNumbers(1_000)
  const told: string[] = []
  let pausing: Promise<unknown> | undefined
  await run({
    sql: 'update t set n = n + 1',
    connect,
    backfill: { batchRows: 50, pauseMs: 50 },
    onEvent(event) {
      if (event.kind === 'backfill') pausing ??= pauseBackfills({ connect }, true)
      if (event.kind !== 'throttled') return
      told.push(event.because)
      void pauseBackfills({ connect }, false)
    },
  })
  expect(await pausing).toHaveLength(1)
  expect(told[0]).toContain('paused')
  expect(await countByNumber()).toEqual([{ n: 1, rows: 1_000 }])
})

test('interrupted it ends after a batch, and the next run does the rest', async () => {
  const connect = await openSchema()
  await makeNumbers(1_000)
  const interrupt = new AbortController()
  const example = { sql: 'update t set n = n + 1', connect, backfill: { batchRows: 100 } }
  await expect(
    run({
      ...example,
      onEvent: event => event.kind === 'backfill' && interrupt.abort(),
      holdInterrupts: () => ({ signal: interrupt.signal, [Symbol.dispose]: () => undefined }),
    }),
  ).rejects.toMatchObject({ exit: ExitCode.interrupted })
  expect(await countByNumber()).toEqual([
    { n: 0, rows: 900 },
    { n: 1, rows: 100 },
  ])
  await run(example)
  expect(await countByNumber()).toEqual([{ n: 1, rows: 1_000 }])
})

test('a row that somebody locks is waited for', async () => {
  const connect = await openSchema()
  await makeNumbers(300)
  await using other = await connect()
  await other.execute('begin; update t set n = 10 where id = 150')
  const told: string[] = []
  await run({
    sql: 'update t set n = n + 1',
    connect,
    backfill: { batchRows: 100 },
    onEvent(event) {
      told.push(event.kind)
      if (event.kind === 'retry') void other.execute('commit')
    },
  })
  expect(told).toContain('blocked')
  expect(await countByNumber()).toEqual([
    { n: 1, rows: 299 },
    { n: 11, rows: 1 },
  ])
})

describe('refused before anything is done:', () => {
  const refusals: [sql: string, because: string][] = [
    ['select 1', 'only UPDATE, DELETE and INSERT'],
    ['update bare set n = 1', 'no unique index'],
    ['update seen set n = 1', 'no unique index'],
    ['update t set id = id + 1', 'no unique index'],
    ['update t set n = 1 returning id', 'RETURNING'],
    ['update t set n = (select sum(u.n) from t u)', 'reads t beside'],
    ['update t set n = s.n from seen s where s.id = t.id', 'reads t beside'],
    ['delete from t using t u where u.n = t.n and u.id < t.id', 'reads t beside'],
    ['insert into t select id + 100 from t', 'reads t beside'],
    ['insert into bare select n from t group by n', 'GROUP BY'],
    ['insert into bare select distinct n from t', 'DISTINCT'],
    ['insert into bare select n from t order by n', 'ORDER BY'],
    ['insert into bare select n from t limit 3', 'LIMIT'],
    ['insert into bare select max(n) from t', 'aggregate'],
    ['insert into bare select rank() over (order by n) from t', 'window function'],
    ['insert into bare select n from t union all select n from t', 'UNION'],
    ['insert into bare values (1)', 'selects from no table'],
    ['insert into bare select x.n from bare x full join t on x.n = t.n', 'no table in its FROM'],
    ['insert into bare select x.n from generate_series(1, 3) x(n)', 'no table in its FROM'],
    ['with gone as (delete from t returning n) insert into bare select n from gone', 'WITH'],
    ['delete from t where id in (select n from bare order by random() limit 3)', 'LIMIT'],
    ['delete from t using bare tablesample system (10) where bare.n = t.n', 'TABLESAMPLE'],
  ]
  test.each(refusals)('%s', async (sql, because) => {
    const connect = await openSchema()
    await makeNumbers(3)
    await session.execute('create table bare (n int); create view seen as select * from t')
    const source = { file: 'given.sql', text: sql }
    const refusal = { exit: ExitCode.refused, message: expect.stringContaining(because) }
    await expect(previewBackfills(source, { connect })).rejects.toMatchObject(refusal)
    await expect(run({ sql, connect })).rejects.toMatchObject(refusal)
  })
})
