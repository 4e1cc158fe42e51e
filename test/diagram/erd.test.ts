import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Catalog, readCatalog, readTables, writeSnapshot } from '../../src/catalog/index.ts'
import { comparePictures, composePicture, NoTableError, renderPicture } from '../../src/diagram/index.ts'
import type { Cluster } from '../../src/engine/index.ts'
import { openShop } from '../catalog/databases.ts'
import { runCommand } from '../support/command.ts'
import { makeFolder } from '../support/folder.ts'
import { testedMajors } from '../support/majors.ts'

const changes = `
alter table customers alter column email type varchar(200);
alter table orders add column channel text, drop column tags;
alter table free enable row level security;
create table parts_west partition of parts for values in ('west');
create table refunds (id int primary key, order_id int not null unique references orders, reason text);
drop table scratch cascade;
`

const clusters: Cluster[] = []
const databases = new Map<number, { before: Catalog; after: Catalog }>()

beforeAll(async () => {
  for (const major of testedMajors) {
    const { cluster, session } = await openShop(major)
    clusters.push(cluster)
    const before = await readCatalog(session)
    await session.execute(changes)
    databases.set(major, { before, after: await readCatalog(session) })
  }
}, 120_000)
afterAll(async () => {
  for (const cluster of clusters) await cluster.stop()
})

const title = 'shop'

test.each(testedMajors)('PostgreSQL %i: every table that is no partition is a box', async major => {
  const { before } = databases.get(major)!
  const tables = readTables(before)
  const picture = composePicture(before, { title, hasViews: true })
  expect(picture.boxes.map(({ key }) => key)).toEqual(
    tables.filter(({ partitionOf }) => partitionOf === undefined).map(({ key }) => key),
  )
  const parts = picture.boxes.find(({ name }) => name === 'parts')!
  expect(parts.badges).toEqual(['2 partitions by list (region)', '1 trigger'])
  expect(parts.partitions).toEqual([
    "parts_north FOR VALUES IN ('north')",
    "parts_south FOR VALUES IN ('south')",
  ])
  for (const format of ['svg', 'html', 'mermaid', 'dot']) {
    const text = await renderPicture(picture, format)
    expect(text).toContain('customer_id')
    expect(await renderPicture(composePicture(before, { title, hasViews: true }), format)).toBe(text)
  }
})

test.each(testedMajors)('PostgreSQL %i: edges say how many there may be', major => {
  const { after } = databases.get(major)!
  const { edges } = composePicture(after, { title })
  expect(edges.map(({ name, isMany, isOptional }) => [name, isMany, isOptional]).sort()).toEqual([
    ['inherits', false, true],
    ['orders_customer', true, true],
    ['part_uses_part_region_fkey', true, true],
    ['refunds_order_id_fkey', false, false],
  ])
})

test.each(testedMajors)('PostgreSQL %i: a change is drawn with what it touches, and nothing else', major => {
  const { before, after } = databases.get(major)!
  const picture = comparePictures(before, after, { title })
  const found = picture.boxes.map(({ name, change }) => [name, change])
  expect(found).toEqual([
    ['customers', 'altered'],
    ['free', 'altered'],
    ['orders', 'altered'],
    ['part_uses', undefined],
    ['parts', 'altered'],
    ['refunds', 'added'],
    ['scratch', 'removed'],
  ])
  const boxes = new Map(picture.boxes.map(box => [box.name, box]))
  const rows = ['customers', 'orders'].flatMap(name => boxes.get(name)!.rows)
  const changed = rows.filter(({ change }) => change !== undefined)
  expect(changed.map(({ name, change, oldType, type }) => [name, change, oldType, type])).toEqual([
    ['email', 'altered', 'varchar(100)', 'varchar(200)'],
    ['tags', 'removed', undefined, 'text[]'],
    ['channel', 'added', undefined, 'text'],
  ])
  expect(boxes.get('free')!.notes).toContainEqual({
    text: 'row level security: none → yes',
    change: 'altered',
  })
  expect(boxes.get('parts')!.notes).toEqual([{ text: 'partition shop.parts_west', change: 'added' }])
  expect(picture.edges.find(({ name }) => name === 'refunds_order_id_fkey')!.change).toBe('added')
  expect(comparePictures(after, after, { title }).boxes).toEqual([])
})

test('a part is chosen by name and distance', () => {
  const { before } = databases.get(testedMajors[0]!)!
  const choose = (options: object) =>
    composePicture(before, { title, ...options }).boxes.map(({ name }) => name)
  expect(choose({ tables: ['orders'] })).toEqual(['customers', 'orders'])
  expect(choose({ tables: ['shop.ord*'], distance: 0 })).toEqual(['orders'])
  expect(choose({ tables: ['*part*'], exclude: ['parts_rest'] })).toEqual(['part_uses', 'parts'])
  expect(choose({ schemas: ['Odd Names'] })).toHaveLength(2)
  expect(choose({})).not.toContain('open_orders')
  expect(() => choose({ tables: ['order'] })).toThrow(NoTableError)
  expect(() => choose({ tables: ['order'] })).toThrow('Did you mean "orders"?')
})

test('columns are shown as asked for', () => {
  const { before } = databases.get(testedMajors[0]!)!
  const rowsOf = (columns: 'keys' | 'none') => {
    const { boxes } = composePicture(before, { title, columns, tables: ['customers'], distance: 0 })
    return [boxes[0]!.rows.map(({ name }) => name), boxes[0]!.hiddenRows]
  }
  expect(rowsOf('keys')).toEqual([['id', 'email'], 4])
  expect(rowsOf('none')).toEqual([[], 6])
})

test('the command writes a file, and says when it is stale', async () => {
  const { before, after } = databases.get(testedMajors[0]!)!
  const store = (catalog: Catalog) =>
    writeSnapshot({ serverVersion: '18.0', database: 'shop', catalog, notRead: [] })
  const folder = makeFolder({ 'before.json': store(before), 'after.json': store(after) })
  const run = (...args: string[]) => runCommand(['erd', ...args], { cwd: folder })
  const args = ['before.json', '--table', 'orders', '--out', 'model.svg']
  const missing = await run(...args, '--check')
  expect([missing.exit, missing.stdout]).toEqual([1, 'not there: model.svg\n'])
  const written = await run(...args)
  expect([written.exit, written.stderr]).toEqual([0, '2 tables and 1 edge\n1 file written\n'])
  expect(readFileSync(join(folder, 'model.svg'), 'utf8')).toMatch(/^<svg [\s\S]*<\/svg>\n$/)
  expect((await run(...args, '--check')).exit).toBe(0)
  writeFileSync(join(folder, 'before.json'), store(after))
  const stale = await run(...args, '--check')
  expect([stale.exit, stale.stdout]).toEqual([1, 'not true any more: model.svg\n'])
  const change = await run('after.json', '--against', 'before.json', '--format', 'mermaid')
  expect([change.exit, change.stdout]).toEqual([0, 'erDiagram\n'])
  expect((await run('after.json', '--format', 'png')).exit).toBe(2)
})
