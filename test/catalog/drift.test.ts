import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFingerprint, takeSnapshot, writeSnapshot } from '../../src/catalog/index.ts'
import { diffDatabases, findDrift } from '../../src/drift/index.ts'
import { type Cluster, startCluster } from '../../src/engine/index.ts'
import { major } from '../support/major.ts'

const schema = `
create schema shop;
create table shop.customers (id bigint primary key, name text not null);
create table shop.orders (id bigint primary key, customer_id bigint references shop.customers, note text default 'none');
create view shop.names with (security_invoker = true) as select name from shop.customers;
alter table shop.orders enable row level security;
create table shop.old_name (first int, second text);
create table shop.forgotten (a int, b int);
`

const edits = `
alter table shop.orders alter column note set default 'some', add column extra int;
alter table shop.customers disable trigger all;
alter view shop.names reset (security_invoker);
grant select on shop.customers to public;
alter table shop.orders set (fillfactor = 70);
alter table shop.old_name rename to new_name;
drop table shop.forgotten;
`

let dir: string
let cluster: Cluster
const file = (name: string) => join(dir, name)

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'pgwright drift-'))
  cluster = await startCluster({ major })
  await cluster.createDatabase('shop')
  await using session = await cluster.connect('shop')
  await session.execute(schema)
  writeFileSync(file('schema.sql'), schema)
  writeFileSync(file('before.json'), writeSnapshot(await takeSnapshot(session)))
  await session.execute(edits)
  writeFileSync(file('after.json'), writeSnapshot(await takeSnapshot(session)))
})
afterAll(async () => {
  await cluster.stop()
  rmSync(dir, { recursive: true })
})

test('what was not touched does not differ, from its SQL neither', async () => {
  for (const other of ['before.json', 'schema.sql']) {
    const { findings } = await diffDatabases(file('before.json'), file(other), {})
    expect(findings).toEqual([])
  }
})

test('drift is found with its class and severity, and parts are told with the whole', async () => {
  const { findings, verdict, facts } = await findDrift(file('schema.sql'), [file('after.json')], {})
  const found = findings.map(({ object, severity, evidence }) => [object, severity, evidence.class])
  expect(verdict).toBe('block')
  expect(found.sort()).toEqual(
    [
      ['table column shop.orders.extra', 'warning', 'manual edit'],
      ['table column shop.orders.note', 'warning', 'manual edit'],
      ['table constraint orders_customer_id_fkey on shop.orders', 'error', 'manual edit'],
      ['table shop.customers', 'error', 'privilege'],
      ['table shop.forgotten', 'warning', 'missing migration'],
      ['table shop.new_name', 'warning', 'manual edit'],
      ['table shop.old_name', 'warning', 'missing migration'],
      ['table shop.orders', 'info', 'configuration'],
      ['view shop.names', 'error', 'manual edit'],
    ].sort(),
  )
  expect(findings.find(({ object }) => object === 'table shop.forgotten')!.message).toBe(
    'table shop.forgotten is missing, with 2 table columns',
  )
  expect(facts.renames).toEqual([{ kind: 'table', from: 'shop.old_name', to: 'shop.new_name' }])
})

test('what may differ is left out and told with its reason', async () => {
  const ignore = [
    { object: 'table shop.*', reason: 'tables are made at run time' },
    { object: 'view shop.names', attribute: 'options', reason: 'decided so' },
  ]
  const { findings, facts, examined } = await findDrift(file('before.json'), [file('after.json')], { ignore })
  const objects = findings.map(({ object }) => object)
  expect(objects).not.toContain('view shop.names')
  expect(objects).not.toContain('table shop.forgotten')
  expect(objects).toContain('table column shop.orders.note')
  expect(examined.ignored).toBe(6)
  expect(facts.ignored).toContainEqual({
    object: 'view shop.names',
    attributes: ['reloptions'],
    reason: 'decided so',
  })
})

test('a database that did not change since its snapshot does not differ, one that did does', async () => {
  await cluster.createDatabase('live')
  const { host, user, port } = cluster.connectionConfig()
  const url = `host='${host}' port=${port} user=${user} dbname=live`
  await using session = await cluster.connect('live')
  await session.execute(schema)
  const fingerprint = await readFingerprint(session)
  writeFileSync(file('live.json'), writeSnapshot({ ...(await takeSnapshot(session)), fingerprint }))
  expect((await findDrift(file('live.json'), [url], {})).findings).toEqual([])
  await session.execute('alter table shop.orders disable row level security')
  const { findings } = await findDrift(file('live.json'), [url], {})
  expect(findings.map(({ object, severity }) => [object, severity])).toEqual([['table shop.orders', 'error']])
  expect(findings[0]!.message).toContain('row level security: yes → none')
})

test('a file that is not there is told', async () => {
  await expect(diffDatabases(file('nothing.json'), file('schema.sql'), {})).rejects.toThrow(
    'There is no file',
  )
})
