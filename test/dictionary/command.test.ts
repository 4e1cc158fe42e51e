import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cluster, startCluster } from '../../src/engine/index.ts'
import { runCommand } from '../support/command.ts'
import { makeFolder } from '../support/folder.ts'
import { major } from '../support/major.ts'

let cluster: Cluster
let url: string

beforeAll(async () => {
  cluster = await startCluster({ major })
  await cluster.createDatabase('shop')
  await execute(`
    create schema shop; create schema old;
    create table shop.customers (id bigint primary key, email text);
    create table shop.orders (id bigint primary key, customer bigint references shop.customers);
    create table old.orders (id int);
    comment on table shop.orders is 'what was ordered';`)
  const { host, port, user } = cluster.connectionConfig('shop')
  url = `host=${host} port=${port} user=${user} dbname=shop`
})
afterAll(() => cluster.stop())

async function execute(sql: string): Promise<void> {
  await using session = await cluster.connect('shop')
  await session.execute(sql)
}

function describeShop(folder: string, ...args: string[]) {
  return runCommand(['dictionary', url, ...args], { cwd: folder })
}

test('a folder is kept true, and what is of somebody else stays', async () => {
  const folder = makeFolder({ 'docs/notes.md': 'mine', 'docs/old/orders.txt': 'mine, too' })
  const list = () => readdirSync(join(folder, 'docs'), { recursive: true }).map(String).sort()
  const missing = await describeShop(folder, '--out', 'docs/', '--check')
  expect(missing.exit).toBe(1)
  expect(missing.stdout).toContain(`not there: ${join('docs', 'shop', 'orders.md')}`)
  expect(missing.stderr).toContain('without --check')

  expect(await describeShop(folder, '--out', 'docs/')).toMatchObject({ exit: 0, stdout: '' })
  const files = ['README.md', 'notes.md', 'old', 'old/README.md', 'old/orders.md', 'old/orders.txt', 'public']
  expect(list()).toEqual(
    [...files, 'public/README.md', 'shop', 'shop/README.md', 'shop/customers.md', 'shop/orders.md'].sort(),
  )
  expect(await describeShop(folder, '--out', 'docs', '--check')).toMatchObject({ exit: 0, stdout: '' })

  await execute(`alter table shop.customers rename to clients; drop schema old cascade`)
  const stale = await describeShop(folder, '--out', 'docs', '--check')
  expect(stale.exit).toBe(1)
  expect(stale.stdout.trim().split('\n').sort()).toEqual([
    'about something that is gone: docs/old/README.md',
    'about something that is gone: docs/old/orders.md',
    'about something that is gone: docs/shop/customers.md',
    'not there: docs/shop/clients.md',
    'not true any more: docs/README.md',
    'not true any more: docs/shop/README.md',
    'not true any more: docs/shop/orders.md',
  ])
  await describeShop(folder, '--out', 'docs')
  expect(list()).toEqual(
    ['README.md', 'notes.md', 'old', 'old/orders.txt', 'public', 'public/README.md', 'shop'].concat([
      'shop/README.md',
      'shop/clients.md',
      'shop/orders.md',
    ]),
  )
  expect(readFileSync(join(folder, 'docs/notes.md'), 'utf8')).toBe('mine')
})

test('a file of somebody else is not written over', async () => {
  const folder = makeFolder({ 'docs/README.md': '# Ours' })
  const outcome = await describeShop(folder, '--out', 'docs/')
  expect(outcome.exit).toBe(4)
  expect(outcome.stderr).toContain('was not made by this command')
  expect(readFileSync(join(folder, 'docs/README.md'), 'utf8')).toBe('# Ours')
  expect(existsSync(join(folder, 'docs/shop'))).toBe(false)
})

test('one file is checked, too', async () => {
  const folder = makeFolder()
  const args = ['--format', 'html', '--out', 'dictionary', '--title', 'The shop']
  expect((await describeShop(folder, ...args)).exit).toBe(0)
  const file = join(folder, 'dictionary')
  expect(readFileSync(file, 'utf8')).toContain('The shop')
  expect((await describeShop(folder, ...args, '--check')).exit).toBe(0)
  writeFileSync(file, 'edited')
  expect(await describeShop(folder, ...args, '--check')).toMatchObject({
    exit: 1,
    stdout: 'not true any more: dictionary\n',
  })
  expect(readFileSync(file, 'utf8')).toBe('edited')
})

test('too few comments fail, and the first that lack one are listed', async () => {
  const outcome = await describeShop(makeFolder(), '--json', '--min-comments', '50')
  expect(outcome.exit).toBe(1)
  expect(JSON.parse(outcome.stdout).coverage.percent).toBe(16)
  expect(outcome.stderr).toContain('16 % of tables and columns have a comment')
  expect(outcome.stderr).toContain('  table column shop.orders.id')
  expect((await describeShop(makeFolder(), '--json', '--min-comments', '16')).exit).toBe(0)
})

test('what the configuration says is in it, and told when it is about nothing', async () => {
  const about = [
    { object: 'table shop.orders', owner: 'payments', tags: ['core'] },
    { object: 'table shop.orderz', note: 'mistyped' },
  ]
  const config = JSON.stringify({ dictionary: { about } })
  const { stdout, stderr, exit } = await describeShop(
    makeFolder({ 'pgwright.config.json': config }),
    '--json',
  )
  expect(exit).toBe(0)
  const orders = JSON.parse(stdout).tables.find((it: { name: string }) => it.name === 'orders')
  expect(orders).toMatchObject({ responsible: 'payments', tags: ['core'] })
  expect(stderr).toContain('"table shop.orderz"')
})

test('mistakes in usage are told', async () => {
  const folder = makeFolder({ 'docs/x': '' })
  expect((await describeShop(folder, '--check')).exit).toBe(2)
  expect(await describeShop(folder, '--format', 'html', '--out', 'docs/')).toMatchObject({
    exit: 2,
    stderr: expect.stringContaining('html is one file'),
  })
})
