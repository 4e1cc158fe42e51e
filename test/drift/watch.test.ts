import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCommand } from '../support/command.ts'
import { makeFolder, writeFiles } from '../support/folder.ts'
import { migrations, openShop, type Shop } from './shop.ts'

let shop: Shop

beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.cluster.stop())

/** A running `pgwright drift --watch --json` with what it has said so far. */
function startWatch(args: readonly string[]) {
  const child = startCommand(['drift', ...args, '--watch', '--every', '1', '--json'])
  const said = { stdout: '', stderr: '' }
  child.stdout!.setEncoding('utf8').on('data', text => {
    said.stdout += text
  })
  child.stderr!.setEncoding('utf8').on('data', text => {
    said.stderr += text
  })
  const ended = new Promise<number | null>(resolve => child.once('close', resolve))
  return {
    child,
    said,
    ended,
    /** One envelope on each line. */
    reports: () =>
      said.stdout
        .split('\n')
        .filter(Boolean)
        .map(line => JSON.parse(line)),
    async interrupt() {
      child.kill('SIGINT')
      return ended
    },
  }
}

/** Waits until something is there, for a generous while. */
async function until<Value>(find: () => Value | undefined | false, said: object): Promise<Value> {
  for (let i = 0; i < 600; i++) {
    const value = find()
    if (value !== undefined && value !== false) return value
    await sleep(50)
  }
  throw new Error(`It did not come: ${JSON.stringify(said, undefined, 1)}`)
}

const objects = (report: { findings: { object: string }[] }) => report.findings.map(({ object }) => object)

test('drift that comes, grows and goes is reported once each; what does not change is not read again', async () => {
  const url = await shop.make('watched', 4)
  const dir = makeFolder(migrations)
  const watch = startWatch(['--expected', dir, '--actual', url])
  await using session = await shop.open('watched')
  const nth = (n: number) => until(() => watch.reports()[n], watch.said)
  expect(objects(await nth(0))).toEqual([])
  await until(() => watch.said.stderr.includes('no change'), watch.said)
  await session.execute('create table extra (id int)')
  expect(objects(await nth(1))).toEqual(['table public.extra'])
  await session.execute('drop index orders_state_idx')
  expect(objects(await nth(2))).toEqual(['table public.extra', 'index public.orders_state_idx'])
  await session.execute('drop table extra; create index orders_state_idx on orders (state)')
  expect(objects(await nth(3))).toEqual([])
  writeFiles(dir, {
    '20240105000000_more.sql': '-- migrate:up\ncreate table more (id int);\n-- migrate:down\n',
  })
  expect(objects(await nth(4))).toEqual(['table public.more'])
  rmSync(join(dir, '20240105000000_more.sql'))
  expect(objects(await nth(5))).toEqual([])
  expect(await watch.interrupt()).toBe(130)
  expect(watch.reports()).toHaveLength(6)
  const lines = watch.said.stderr.trim().split('\n')
  expect(lines.filter(line => !/^\d{4}-\d\d-\d\dT[\d:]{8}Z \S/.test(line))).toEqual(['interrupted'])
  for (const words of ['no drift', '1 new difference', '1 difference gone', '2 differences gone']) {
    expect(watch.said.stderr).toContain(words)
  }
}, 120_000)

test('an interrupted watch leaves neither a connection nor a server', async () => {
  const url = await shop.make('left', 4)
  const watch = startWatch(['--expected', makeFolder(migrations), '--actual', url])
  await until(() => watch.reports()[0], watch.said)
  expect(await watch.interrupt()).toBe(130)
  await using session = await shop.open('postgres')
  const query = "select 1 from pg_stat_activity where datname = 'left'"
  for (let i = 0; i < 100 && (await session.query(query)).length > 0; i++) await sleep(100)
  expect(await session.query(query)).toEqual([])
}, 120_000)

test('a migration that cannot be read for a while is told, and compared with what it was', async () => {
  const url = await shop.make('half', 4)
  const dir = makeFolder(migrations)
  const watch = startWatch(['--expected', dir, '--actual', url, '--quiet'])
  await until(() => watch.reports()[0], watch.said)
  writeFiles(dir, { '20240105000000_more.sql': '-- migrate:up\ncreate tabel more' })
  await until(() => watch.said.stderr.includes(`${dir} cannot be read`), watch.said)
  writeFiles(dir, {
    '20240105000000_more.sql': '-- migrate:up\ncreate table more (id int);\n-- migrate:down\n',
  })
  await until(() => watch.said.stderr.includes(`${dir} can be read again`), watch.said)
  expect(objects(await until(() => watch.reports()[1], watch.said))).toEqual(['table public.more'])
  expect(watch.said.stderr).not.toContain('no change')
  expect(await watch.interrupt()).toBe(130)
}, 120_000)

test('a server that stops is said to be away, and to be back when it is', async () => {
  const one = await openShop()
  try {
    const url = await one.make('restless', 4, 'create table extra (id int)')
    const steady = await shop.make('steady', 4)
    const watch = startWatch(['--expected', makeFolder(migrations), '--actual', url, '--actual', steady])
    expect(objects(await until(() => watch.reports()[0], watch.said))).toEqual(['table public.extra'])
    await stopServer(one)
    const away = await until(() => watch.reports()[1], watch.said)
    expect(away).toMatchObject({ verdict: 'warn', findings: [] })
    expect(away.notAssessed.at(-1).what).toBe('the database restless')
    await until(() => watch.said.stderr.includes('the database restless cannot be read: '), watch.said)
    await one.cluster.start()
    expect(objects(await until(() => watch.reports()[2], watch.said))).toEqual(['table public.extra'])
    expect(watch.said.stderr).toContain('the database restless can be read again')
    expect(watch.said.stderr).not.toContain('gone')
    expect(await watch.interrupt()).toBe(130)
  } finally {
    await one.cluster.stop()
  }
}, 120_000)

test('what cannot begin does not watch', async () => {
  const nowhere = 'host=127.0.0.1 port=1 user=nobody dbname=nowhere'
  const dir = makeFolder(migrations)
  const outcomes = await Promise.all([
    startWatch(['--expected', nowhere, '--actual', nowhere]).ended,
    startWatch(['--expected', join(dir, 'nothing.json'), '--actual', nowhere]).ended,
  ])
  expect(outcomes).toEqual([3, 2])
}, 120_000)

/** As an administrator would, with open sessions ended; its data stays. */
async function stopServer({ cluster, open }: Shop): Promise<void> {
  const [row] = await (async () => {
    await using session = await open('postgres')
    return await session.query<{ pid: number }>(
      "select split_part(pg_read_file('postmaster.pid'), e'\\n', 1)::int as pid",
    )
  })()
  process.kill(row!.pid, 'SIGINT')
  for (let i = 0; i < 200; i++) {
    const session = await cluster.connect().catch(() => undefined)
    if (session === undefined) return
    await session.close().catch(() => undefined)
    await sleep(50)
  }
  throw new Error('The server did not stop')
}
