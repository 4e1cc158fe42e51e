import { afterAll, beforeAll, expect, test } from 'vitest'
import { findDrift } from '../../src/drift/index.ts'
import type { Report } from '../../src/findings/index.ts'
import { readHistory } from '../../src/history/index.ts'
import { importLedger } from '../../src/migrate/index.ts'
import { makeFolder } from '../support/folder.ts'
import { migrations, openShop, type Shop } from './shop.ts'

let shop: Shop

beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.cluster.stop())

async function find(url: string): Promise<Report> {
  return findDrift(makeFolder(migrations), [url], { layout: 'dbmate' })
}

function summarize({ findings }: Report): unknown[] {
  return findings
    .map(({ object, evidence }) => [object, evidence.class, evidence.missingMigrations ?? []])
    .sort((a, b) => (String(a) < String(b) ? -1 : 1))
}

test('with everything applied nothing differs', async () => {
  expect((await find(await shop.make('whole', 4))).findings).toEqual([])
})

test('where pgwright has taken over, neither its ledger nor the lack of the other is drift', async () => {
  const url = await shop.make('taken_over', 4)
  const history = await readHistory(makeFolder(migrations), { format: 'dbmate' })
  await importLedger(history, { connect: () => shop.open('taken_over') })
  expect((await find(url)).findings).toEqual([])
  await using session = await shop.open('taken_over')
  await session.execute('drop table schema_migrations')
  expect((await find(url)).findings).toEqual([])
})

test('what a pending migration would change is missing, and it is named', async () => {
  const report = await find(await shop.make('behind', 1))
  expect(summarize(report)).toEqual([
    ['index public.orders_state_idx', 'missing migration', ['20240102000000']],
    ['table column public.customers.note', 'missing migration', ['20240104000000']],
    ['table column public.orders.state', 'missing migration', ['20240103000000']],
    ['table public.invoices', 'missing migration', ['20240103000000']],
  ])
  expect(report.facts.databases).toMatchObject([
    {
      ledger: {
        table: 'schema_migrations',
        applied: ['20240101000000'],
        pending: ['20240102000000', '20240103000000', '20240104000000'],
      },
    },
  ])
})

test('what is not as the applied migrations left it is an edit, even beside a pending change of the same object', async () => {
  const edits = `
    drop index orders_state_idx;
    alter table orders alter column state set default 'nobody';
    create table leftover (id int);
    alter table customers add column note2 text`
  expect(summarize(await find(await shop.make('edited', 2, edits)))).toEqual([
    ['index public.orders_state_idx', 'manual edit', []],
    ['table column public.customers.note', 'missing migration', ['20240104000000']],
    ['table column public.customers.note2', 'manual edit', []],
    ['table column public.orders.state', 'manual edit', []],
    ['table column public.orders.state', 'missing migration', ['20240103000000']],
    ['table public.invoices', 'missing migration', ['20240103000000']],
    ['table public.leftover', 'manual edit', []],
  ])
})

test('what was made by hand before its migration came is told', async () => {
  const report = await find(await shop.make('ahead', 3, 'alter table customers drop column note'))
  expect(report.findings).toEqual([])
  expect(report.facts.databases).toMatchObject([
    { state: 'equal', ledger: { madeAhead: ['table column public.customers.note'] } },
  ])
  expect(JSON.stringify(report.sections)).toContain('so that a missing migration may fail')
})

test('of several pending ones the one out of order is named', async () => {
  const url = await shop.make(
    'gap',
    4,
    "delete from schema_migrations where version like '20240102%'; drop index orders_state_idx",
  )
  expect(summarize(await find(url))).toEqual([
    ['index public.orders_state_idx', 'missing migration', ['20240102000000']],
  ])
})

test('an object that the applied migrations made and that is gone was removed by hand', async () => {
  const url = await shop.make('dropped', 4, 'drop table invoices')
  const { findings } = await find(url)
  expect(findings.map(({ check, message }) => [check, message])).toEqual([
    ['drift-manual-edit', expect.stringMatching(/^table public.invoices is missing, with 1 index, /)],
  ])
})

test('without a ledger it is a guess, and says so', async () => {
  const { findings } = await find(
    await shop.make('plain', 4, 'drop table schema_migrations; drop table invoices'),
  )
  const invoices = findings.find(({ object }) => object === 'table public.invoices')!
  expect(invoices.check).toBe('drift-missing-migration')
  expect(invoices.evidence.isGuess).toBe(true)
  expect(invoices.why).toContain('is a guess')
})

test('a ledger that may not be read is told', async () => {
  const url = await shop.make('closed', 4, 'create role looker login; drop index orders_state_idx')
  const { findings, notAssessed } = await find(url.replace('user=postgres', 'user=looker'))
  expect(findings.find(({ object }) => object === 'index public.orders_state_idx')!.evidence.isGuess).toBe(
    true,
  )
  expect(notAssessed.map(({ what }) => what)).toContain(
    'of the differences of the database closed: which of its migrations are applied',
  )
})
