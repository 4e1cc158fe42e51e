import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Cluster,
  ConnectionError,
  DatabaseError,
  openSession,
  type Session,
  SessionEndedError,
  startCluster,
} from '../../src/engine/index.ts'

let cluster: Cluster
let session: Session

beforeAll(async () => {
  cluster = await startCluster()
  session = await cluster.connect()
})
afterAll(() => cluster.stop())

async function failureOf(action: Promise<unknown>): Promise<unknown> {
  return action.then(
    () => undefined,
    error => error,
  )
}

describe('values', () => {
  it('reach JavaScript without loss', async () => {
    const [row] = await session.query(`
      select 9007199254740991::int8 as exact, 9007199254740993::int8 as digits, array[1, null]::int8[] as list,
        '2026-01-02 03:04:05.678901+00'::timestamptz as instant, 'infinity'::date as day, '{"a":[1]}'::jsonb as json,
        array['b', null]::name[] as names, 1.50::numeric as price, '\\x00ff'::bytea as bytes, true as yes, null as nothing`)
    expect(row).toEqual({
      exact: 9007199254740991,
      digits: '9007199254740993',
      list: [1, null],
      instant: '2026-01-02 03:04:05.678901+00',
      day: 'infinity',
      json: { a: [1] },
      names: ['b', null],
      price: '1.50',
      bytes: Buffer.from([0, 255]),
      yes: true,
      nothing: null,
    })
  })

  it('are passed as parameters', async () => {
    expect(await session.query('select $1::int + $2::int as sum', [40, 2])).toEqual([{ sum: 42 }])
  })
})

describe('statements', () => {
  it('run one at a time in query, several in execute', async () => {
    expect(await failureOf(session.query('select 1; select 2'))).toBeInstanceOf(DatabaseError)
    const results = await session.execute(
      'create table many (n int); insert into many values (1), (2); table many;',
    )
    expect(results).toEqual([
      { command: 'CREATE', rowCount: null, rows: [] },
      { command: 'INSERT', rowCount: 2, rows: [] },
      { command: 'SELECT', rowCount: 2, rows: [{ n: 1 }, { n: 2 }] },
    ])
  })

  it('share one transaction in execute, and none when alone', async () => {
    await failureOf(session.execute('create table rolled_back (); select 1/0'))
    expect(await session.query("select to_regclass('rolled_back') as found")).toEqual([{ found: null }])
    await session.execute('create index concurrently on many (n)')
  })

  it('copy rows in, from a text and from a stream', async () => {
    await session.execute('create table copied (id int, name text)')
    expect(await session.copyIn('copy copied from stdin', '1\tone\n2\t\\N\n')).toBe(2)
    async function* lines() {
      for (let id = 0; id < 20_000; id++) yield `${id},"a, b"\n`
    }
    expect(await session.copyIn('copy copied from stdin (format csv)', lines())).toBe(20_000)
    expect(await session.query('select count(*), count(name) as named from copied')).toEqual([
      { count: 20_002, named: 20_001 },
    ])
  })

  it('that copy fail with the place in the data, and the session goes on', async () => {
    const failure = (await failureOf(session.copyIn('copy copied from stdin', 'x\ty\n'))) as DatabaseError
    expect(failure).toMatchObject({ sqlstate: '22P02', where: 'COPY copied, line 1, column id: "x"' })
    async function* broken() {
      yield '1\tone\n'
      throw new Error('the source broke')
    }
    expect(await failureOf(session.copyIn('copy copied from stdin', broken()))).toMatchObject({
      message: 'the source broke',
    })
    expect(await failureOf(session.execute('copy copied from stdin'))).toBeInstanceOf(DatabaseError)
    expect(await session.query('select 1 as one')).toEqual([{ one: 1 }])
  })
})

describe('errors', () => {
  it('keep every field that the server gave', async () => {
    await session.execute(
      'create schema shop; create table shop.items (id int constraint items_key primary key)',
    )
    await session.execute('insert into shop.items values (1)')
    const duplicate = await failureOf(session.query('insert into shop.items values (1)'))
    expect(duplicate).toBeInstanceOf(DatabaseError)
    expect(duplicate).toMatchObject({
      code: 'PGWRIGHT_DATABASE',
      exit: 3,
      sqlstate: '23505',
      severity: 'ERROR',
      schema: 'shop',
      table: 'items',
      constraint: 'items_key',
      detail: 'Key (id)=(1) already exists.',
    })
    expect(await failureOf(session.query("select 'ü𝄞', missing"))).toMatchObject({
      sqlstate: '42703',
      position: 14,
    })
    const raised = `do $$ begin raise exception 'no' using hint = 'try yes', errcode = 'P0042'; end $$`
    expect(await failureOf(session.query(raised))).toMatchObject({
      sqlstate: 'P0042',
      hint: 'try yes',
      where: 'PL/pgSQL function inline_code_block line 1 at RAISE',
    })
    const inner = `do $$ begin execute 'select from nowhere'; end $$`
    expect(await failureOf(session.query(inner))).toMatchObject({
      internalQuery: 'select from nowhere',
      internalPosition: 13,
    })
  })

  it('tell an unreachable server from one that refuses', async () => {
    const nowhere = { ...cluster.connectionConfig(), host: '/nowhere' }
    expect(await failureOf(openSession(nowhere))).toBeInstanceOf(ConnectionError)
    expect(await failureOf(cluster.connect('missing'))).toMatchObject({ sqlstate: '3D000', exit: 3 })
  })

  it('say that a session ended', async () => {
    const victim = await cluster.connect()
    const sleeping = failureOf(victim.query('select pg_sleep(60)'))
    await session.query('select pg_terminate_backend($1)', [victim.pid])
    expect(await sleeping).toBeInstanceOf(SessionEndedError)
    expect(await failureOf(victim.query('select 1'))).toBeInstanceOf(SessionEndedError)
    await victim.close()
  })
})

describe('a session', () => {
  it('collects notices', async () => {
    session.takeNotices()
    await session.execute("create table if not exists many (); do $$ begin raise warning 'careful'; end $$")
    expect(session.notices.length).toBe(2)
    expect(session.takeNotices()).toMatchObject([
      { severity: 'NOTICE', sqlstate: '42P07', message: 'relation "many" already exists, skipping' },
      { severity: 'WARNING', sqlstate: '01000', message: 'careful' },
    ])
    expect(session.notices).toEqual([])
  })

  it('opens read-only and with limits, whatever the environment says', async () => {
    process.env.PGOPTIONS = '-c work_mem=123MB'
    await using careful = await openSession(cluster.connectionConfig(), {
      readOnly: true,
      statementTimeoutMs: 1500,
      lockTimeoutMs: 250,
      applicationName: 'careful',
    })
    delete process.env.PGOPTIONS
    expect(await failureOf(careful.execute('create table t ()'))).toMatchObject({ sqlstate: '25006' })
    const names = ['statement_timeout', 'lock_timeout', 'application_name', 'work_mem']
    const rows = await careful.query('select current_setting(n) as value from unnest($1::text[]) n', [names])
    expect(rows.map(row => row.value)).toEqual(['1500ms', '250ms', 'careful', '4MB'])
  })

  it('is cancelled from outside', async () => {
    const sleeping = failureOf(session.query('select pg_sleep(60)'))
    await session.cancel()
    expect(await sleeping).toMatchObject({ sqlstate: '57014' })
    expect(session.major).toBeGreaterThanOrEqual(14)
  })
})
