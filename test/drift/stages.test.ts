import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findDrift } from '../../src/drift/index.ts'
import type { TableSection } from '../../src/findings/index.ts'
import { runCommand } from '../support/command.ts'
import { makeFolder } from '../support/folder.ts'
import { migrations, openShop, type Shop } from './shop.ts'

const nowhere = 'host=127.0.0.1 port=1 user=nobody dbname=nowhere connect_timeout=5'

let shop: Shop
let equal: string
let edited: string
let behind: string

beforeAll(async () => {
  shop = await openShop()
  equal = await shop.make('equal', 4)
  edited = await shop.make('edited', 4, "alter table orders alter column state set default 'x'")
  behind = await shop.make('behind', 3, 'create table extra (id int); drop index orders_state_idx')
})
afterAll(() => shop.cluster.stop())

const folder = () => makeFolder(migrations)

test('several databases stand side by side, findings say which', async () => {
  const report = await findDrift(folder(), [equal, edited, behind], {})
  const [table] = report.sections as TableSection[]
  expect(table!.columns.map(({ title }) => title)).toEqual([
    'Object',
    'the database equal',
    'the database edited',
    'the database behind',
  ])
  expect(table!.rows.map(row => row.map(({ text }) => text))).toEqual([
    ['index public.orders_state_idx', '✓', '✓', 'missing'],
    ['table column public.customers.note', '✓', '✓', 'should not be'],
    ['table column public.orders.state', '✓', "default: 'open'::text → 'x'::text", '✓'],
    ['table public.extra', '✓', '✓', 'should not be'],
  ])
  expect(report.findings.map(({ message }) => message)).toContain(
    'the database behind: index public.orders_state_idx is missing',
  )
  expect(report.facts.databases).toMatchObject([
    { name: 'the database equal', state: 'equal' },
    { name: 'the database edited', state: 'different', differences: 1 },
    { name: 'the database behind', state: 'different', differences: 3 },
  ])
})

test('a database that cannot be read hides no other, and is not assessed', async () => {
  const report = await findDrift(folder(), [nowhere, edited], {})
  expect(report.findings).toHaveLength(1)
  expect(report.notAssessed).toContainEqual({
    what: 'the database nowhere',
    because: expect.stringContaining('ECONNREFUSED'),
  })
  expect(report.verdict).toBe('warn')
  const [table] = report.sections as TableSection[]
  expect(table!.rows[0]!.at(-1)!.text).toBe('?')
})

test('two databases of one name are told apart', async () => {
  const report = await findDrift(folder(), [edited, `${edited} options='-c work_mem=1MB' user=postgres`], {})
  expect(new Set(report.facts.to as string[]).size).toBe(1)
  const elsewhere = edited.replace(/port=\d+/, 'port=1').replace(/host='[^']+'/, 'host=127.0.0.1')
  const other = await findDrift(folder(), [edited, elsewhere], {})
  expect(other.facts.to).toEqual([
    expect.stringMatching(/^postgresql:.*edited/),
    'postgresql://postgres@127.0.0.1:1/edited',
  ])
})

describe('exit codes', () => {
  test.each<[what: string, actual: () => string[], exit: number]>([
    ['no drift', () => [equal], 0],
    ['drift', () => [equal, edited], 1],
    ['drift, and one is away', () => [edited, nowhere], 1],
    ['no drift in what could be read', () => [equal, nowhere], 3],
    ['all away', () => [nowhere, nowhere.replace('nowhere', 'neither')], 3],
    ['the only one away', () => [nowhere], 3],
  ])('%s', async (_, actual, exit) => {
    const args = actual().flatMap(name => ['--actual', name])
    const outcome = await runCommand(['drift', '--expected', folder(), ...args, '--json'])
    expect(outcome.exit, outcome.stderr).toBe(exit)
    if (outcome.stdout !== '') expect(JSON.parse(outcome.stdout).command).toBe('drift')
  })

  test('the reason of each is told when all are away', async () => {
    const args = ['--actual', nowhere, '--actual', nowhere.replace('dbname=nowhere', 'dbname=neither')]
    const { stderr } = await runCommand(['drift', '--expected', folder(), ...args])
    expect(stderr).toContain('None of the databases can be read')
    expect(stderr).toMatch(/the database nowhere: .*\n.*ECONNREFUSED/)
    expect(stderr).toContain('the database neither: ')
  })
})

test('how to watch is refused where nobody watches, and so is half of a comparison', async () => {
  for (const [args, says] of [
    [['--expected', 'a', '--actual', 'b', '--every', '5'], 'which was not asked for'],
    [['--expected', 'a', '--actual', 'b', '--quiet'], 'which was not asked for'],
    [['--actual', 'b'], 'Give both --expected and --actual'],
  ] as const) {
    const { exit, stderr } = await runCommand(['drift', ...args])
    expect({ exit, isSaid: stderr.includes(says) }).toEqual({ exit: 2, isSaid: true })
  }
})

test('what to compare may stand in the configuration', async () => {
  const config = { databases: { staging: edited }, drift: { expected: 'db', actual: ['staging'] } }
  const files = Object.fromEntries(Object.entries(migrations).map(([file, sql]) => [`db/${file}`, sql]))
  const cwd = makeFolder({ ...files, 'pgwright.config.json': JSON.stringify(config), 'sub/x': '' })
  const { exit, stdout } = await runCommand(['drift', '--json'], { cwd: `${cwd}/sub` })
  expect(exit).toBe(1)
  expect(JSON.parse(stdout).facts.to).toEqual(['staging'])
})
