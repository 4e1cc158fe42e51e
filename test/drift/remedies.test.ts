import { afterAll, beforeAll, expect, test } from 'vitest'
import { findDrift } from '../../src/drift/index.ts'
import type { CodeSection, Report } from '../../src/findings/index.ts'
import { splitSource } from '../../src/sql/index.ts'
import { makeFolder } from '../support/folder.ts'
import { migrations, openShop, type Shop } from './shop.ts'

let shop: Shop

beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.cluster.stop())

const edits = `
  create view names as select id, name from customers;
  alter table orders drop constraint orders_customer_id_fkey;
  alter table customers alter column name drop not null;
  alter table customers add column nick text;
  grant select on customers to public;`

function find(files: Record<string, string>, url: string): Promise<Report> {
  return findDrift(makeFolder(files), [url], { layout: 'dbmate', hasRemedies: true })
}

function scriptsOf({ sections = [] }: Report): string[] {
  return sections.filter((it): it is CodeSection => it.kind === 'code').map(({ code }) => code)
}

async function run(database: string, script: string): Promise<void> {
  await using session = await shop.open(database)
  const { statements } = await splitSource({ file: 'undo.sql', text: script })
  for (const { text } of statements) await session.execute(text)
}

test('what undoes a drift undoes it, and leaves to a pending migration what is its own', async () => {
  const url = await shop.make('undone', 3, edits)
  const report = await find(migrations, url)
  const [undo] = scriptsOf(report)
  expect(undo).toContain('-- proved')
  await run('undone', undo!)
  const { findings } = await find(migrations, url)
  expect(findings.map(({ object, evidence }) => [object, evidence.class])).toEqual([
    ['table column public.customers.note', 'missing migration'],
  ])
})

test('what adopts a drift is a migration after which there is none', async () => {
  const url = await shop.make('adopted', 4, edits)
  const [, adopt] = scriptsOf(await find(migrations, url))
  expect(adopt).toContain('-- proved')
  const later = { '20240105000000_adopt.sql': `-- migrate:up transaction:false\n${adopt}\n-- migrate:down\n` }
  await using session = await shop.open('adopted')
  await session.execute("insert into schema_migrations values ('20240105000000')")
  expect((await find({ ...migrations, ...later }, url)).findings).toEqual([])
})

test('a finding has the statements that undo it, and says what they lose', async () => {
  const url = await shop.make('told', 4, edits)
  const { findings } = await find(migrations, url)
  const remedies = new Map(findings.map(({ object, remedy }) => [object, remedy]))
  expect(remedies.get('table column public.customers.nick')).toEqual({
    title: 'Undo it, which loses the values of public.customers.nick',
    sql: 'ALTER TABLE public.customers DROP COLUMN nick;',
  })
  expect(remedies.get('view public.names')).toEqual({ title: 'Undo it', sql: 'DROP VIEW public.names;' })
})
