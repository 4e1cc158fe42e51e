import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { diffCatalogs, readCatalog } from '../../src/catalog/index.ts'
import type { Cluster, Session } from '../../src/engine/index.ts'
import { openShop } from '../catalog/databases.ts'
import { runCommand } from '../support/command.ts'
import { makeFolder } from '../support/folder.ts'
import { major } from '../support/major.ts'

let cluster: Cluster
let shop: Session
let url: string

beforeAll(async () => {
  ;({ cluster, session: shop } = await openShop(major ?? 18))
  const { host, port, user } = cluster.connectionConfig()
  url = `host='${host}' port=${port} user=${user} dbname=shop`
})
afterAll(() => cluster.stop())

/** What a restored dump may lack: secrets are never read. */
const secrets = ['subscription feed', 'user mapping reader on server far']

async function expectEqual(restored: Session): Promise<void> {
  const differences = diffCatalogs(await readCatalog(restored), await readCatalog(shop))
  expect(differences.map(({ kind, identity }) => `${kind} ${identity}`).sort()).toEqual(secrets)
}

test('dump writes one file that restores to the same catalog, and is the same from the copy', async () => {
  const folder = makeFolder({})
  const first = await runCommand(['dump', url, '--out', 'shop.sql'], { cwd: folder })
  expect(first.exit).toBe(0)
  expect(first.stderr).toContain('not written: subscription feed')
  await cluster.createDatabase('copy')
  await using copy = await cluster.connect('copy')
  await copy.execute(readFileSync(join(folder, 'shop.sql'), 'utf8'))
  await copy.execute('reset all')
  await expectEqual(copy)
  const second = await runCommand(['dump', url.replace('dbname=shop', 'dbname=copy')], { cwd: folder })
  expect(second.stdout).toBe(readFileSync(join(folder, 'shop.sql'), 'utf8'))
})

test('dump writes a file for each object and one that restores them in order; --check tells what is stale', async () => {
  const folder = makeFolder({ 'schema/notes.txt': 'mine' })
  const run = (...args: string[]) => runCommand(['dump', url, '--out', 'schema/', ...args], { cwd: folder })
  expect((await run()).exit).toBe(0)
  const restore = readFileSync(join(folder, 'schema/restore.sql'), 'utf8')
  const files = [...restore.matchAll(/^\\ir (.+)$/gm)].map(([, file]) => file!)
  expect(files).toContain('shop/table/orders.sql')
  expect(new Set(files).size).toBe(files.length)
  await cluster.createDatabase('pieces')
  await using pieces = await cluster.connect('pieces')
  await pieces.execute(restore.replace(/^\\ir .+$/gm, ''))
  for (const file of files) await pieces.execute(readFileSync(join(folder, 'schema', file), 'utf8'))
  await pieces.execute('reset all')
  await expectEqual(pieces)
  expect((await run('--check')).exit).toBe(0)
  writeFileSync(join(folder, 'schema/shop/table/orders.sql'), '-- Made by somebody\n')
  expect((await run('--check')).exit).toBe(4)
  expect(readdirSync(join(folder, 'schema'))).toContain('notes.txt')
})

test('a snapshot file is dumped without a server', async () => {
  const folder = makeFolder({})
  await runCommand(['snapshot', '--database', url, '--out', 'shop.json'], { cwd: folder })
  const fromFile = await runCommand(['dump', 'shop.json'], { cwd: folder })
  const live = await runCommand(['dump', url], { cwd: folder })
  expect(fromFile.stdout).toBe(live.stdout)
})

test('diff --sql ends with 0 for what is equal and writes a proved script for what is not', async () => {
  const folder = makeFolder({
    'a.sql': 'create table t (id int primary key, note varchar(9), old text);',
    'b.sql':
      'create table t (id int primary key, note text collate "C"); create view v as select note from t;',
  })
  const run = (...args: string[]) => runCommand(['diff', ...args, '--sql'], { cwd: folder })
  expect((await run('a.sql', 'a.sql')).exit).toBe(0)
  const { exit, stdout, stderr } = await run('a.sql', 'b.sql')
  expect(exit).toBe(1)
  expect(stdout).toContain('-- proved')
  expect(stdout).toContain('ALTER COLUMN note TYPE text COLLATE pg_catalog."C"')
  expect(stdout).toMatch(
    /-- DESTRUCTIVE: loses the values of public\.t\.old\nALTER TABLE public\.t DROP COLUMN old;/,
  )
  expect(stderr).toContain('1 statement of')
  expect(existsSync(join(folder, 'cure.sql'))).toBe(false)
  expect((await run('a.sql', 'b.sql', '--out', 'cure.sql')).stdout).toBe('')
  expect(readFileSync(join(folder, 'cure.sql'), 'utf8')).toBe(stdout)
})

test('diff --sql says what no statement brings about', async () => {
  const folder = makeFolder({
    'a.sql': 'create table t (id int, at date) partition by range (at);',
    'b.sql': 'create table t (id int, at date) partition by list (id);',
  })
  const { exit, stdout } = await runCommand(['diff', 'a.sql', 'b.sql', '--sql'], { cwd: folder })
  expect(exit).toBe(1)
  expect(stdout).toContain('-- What no statement here brings about:\n--   table public.t: ')
  expect(stdout).toContain('PostgreSQL cannot change how public.t is partitioned')
})
