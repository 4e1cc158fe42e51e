import { expect, test } from 'vitest'
import { useLab } from './lab.ts'

const lab = useLab()

const orders = `create table orders (id bigint primary key, note text);
insert into orders select n, repeat('x', 50) from generate_series(1, 100000) n;
analyze orders;
`
const fill = 'update orders set note = upper(note);\n'

test('what is run in batches is foreseen in batches', async () => {
  const { migrate, session } = await lab.open({
    '001_orders.sql': orders,
    '002_fill.sql': `-- pgwright: backfill batch=1000 pause=10ms\n${fill}`,
    '003_later.sql': `create table later (id int primary key, n int);\n-- pgwright: backfill\nupdate later set n = 1;\n`,
  })
  await migrate('up', '--to', '001_orders')
  const { stdout, stderr } = await migrate('plan', '--json')
  const { plan, sql } = JSON.parse(stdout || stderr).facts
  expect(plan[0]).toMatchObject({
    lockTimeoutMs: 500,
    batches: { key: ['id'], batches: 100, rows: expect.any(Number) },
  })
  expect(plan[0].batches.rows).toBeCloseTo(100_000, -4)
  expect(plan[0].durationMs, 'with the pauses').toBeGreaterThan(1_000)
  expect(plan[2].batches.key, 'its table is not there yet').toBeUndefined()
  expect(sql).toMatch(
    /-- in batches, .*\n.*\nset lock_timeout = 500;\nset statement_timeout = 10000;\nupdate orders/,
  )
  expect(await session.query('select from orders where note ~ $1', ['X'])).toEqual([])
})

test('a plan refuses what a run would: a backfill that is no backfill', async () => {
  const { migrate } = await lab.open({ '001_a.sql': `-- pgwright: backfill\nselect 1;\n` })
  expect(await migrate('plan')).toMatchObject({
    exit: 4,
    stderr: expect.stringContaining('only UPDATE, DELETE'),
  })
})

test('a way back is foreseen as the way there is: locks, waits, sizes and time', async () => {
  const { migrate, session } = await lab.open({
    '20240101000000_orders.sql': `-- migrate:up\n${orders.replace('analyze orders;', '')}\n-- migrate:down\ndrop table orders;\n`,
    '20240102000000_wide.sql':
      '-- migrate:up\nalter table orders alter id type int;\n-- migrate:down\nalter table orders alter id type bigint;\n',
  })
  await migrate('up')
  const { stdout } = await migrate('down', '--dry-run', '--json')
  const { steps, sql } = JSON.parse(stdout).facts.plan
  expect(steps).toMatchObject([
    { lockTimeoutMs: 1000, work: [{ kind: 'rewrite', table: 'public.orders' }, { kind: 'build' }] },
  ])
  expect(steps[0].durationMs).toBeGreaterThan(0)
  expect(sql).toContain('set local lock_timeout = 1000;\nalter table orders')
  const told = await migrate('down', '--dry-run', '--allow-data-loss')
  expect(told.stdout).toContain('ACCESS EXCLUSIVE')
  expect(told.stdout).toContain('rewrites and')
  expect(await session.query('select from orders limit 1')).toHaveLength(1)
})
