import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Execution, Migration } from '../../src/history/index.ts'
import { rehearse } from '../../src/rehearsal/index.ts'
import { makeFolder, writeFiles } from '../support/folder.ts'
import { major } from '../support/major.ts'
import { makeHistory, makeMigrations } from '../support/rehearsed.ts'

// Every test writes other texts, so that the templates of one are no help to another.
let unique = ''
beforeEach(() => {
  unique = `-- ${Math.random()}\n`
})
afterEach(() => vi.unstubAllEnvs())

function migrationsOf(...texts: string[]): Migration[] {
  return makeMigrations(texts.map(up => ({ up: unique + up })))
}

async function countReplayed(
  base: Migration[],
  options: { setup?: string; seed?: string } = {},
): Promise<number> {
  const script = (text: string | undefined) =>
    text === undefined ? [] : [{ file: 's.sql', text: unique + text, execution: 'autocommit' as const }]
  const { base: summary, migrations } = await rehearse(makeHistory(), base, migrationsOf('table a'), {
    major,
    setup: script(options.setup),
    seeds: script(options.seed),
  })
  expect(migrations[0]?.outcome).toBe('applied')
  return summary.replayed
}

test('the longest prefix that was replayed before is not replayed again', async () => {
  const texts = ['create table a (id int)', 'alter table a add b int', 'alter table a add c int']
  expect(await countReplayed(migrationsOf(texts[0]!, texts[1]!))).toBe(2)
  expect(await countReplayed(migrationsOf(texts[0]!, texts[1]!))).toBe(0)
  expect(await countReplayed(migrationsOf(...texts))).toBe(1)
  expect(await countReplayed(migrationsOf(`${texts[0]};`, texts[1]!))).toBe(2)
  expect(await countReplayed(migrationsOf(texts[0]!, texts[1]!), { setup: 'create role some_role' })).toBe(2)
  expect(await countReplayed(migrationsOf(texts[0]!, texts[1]!), { seed: 'insert into a values (1)' })).toBe(
    0,
  )
})

test('an edit of an included file is an edit of the migration', async () => {
  const folder = makeFolder({ 'part.sql': 'create table a (id int);' })
  const base = migrationsOf(`\\i '${join(folder, 'part.sql').replaceAll("'", "''")}'`)
  expect(await countReplayed(base)).toBe(1)
  expect(await countReplayed(base)).toBe(0)
  writeFiles(folder, { 'part.sql': 'create table a (id bigint);' })
  expect(await countReplayed(base)).toBe(1)
})

test.each<[title: string, text: string, message: string]>([
  ['a file that is not there', '\\i nope.sql', 'nope.sql cannot be included'],
  ['a file that includes itself', '\\ir 1.sql', '1.sql includes itself'],
])('%s', async (_, text, message) => {
  const options = { major, setup: [], seeds: [] }
  await expect(rehearse(makeHistory(), [], migrationsOf(text), options)).rejects.toMatchObject({
    code: 'PGWRIGHT_INCLUDE',
    exit: 2,
    message: expect.stringContaining(message),
  })
})

test.each<Execution>(['transaction', 'single-call', 'autocommit'])(
  'where a replay fails: %s',
  async execution => {
    const up = `${unique}create table a (id int);\ncommit;\ncreate table b (id int);\nselect 1 / 0;`
    const base = makeMigrations([{ up, execution }])
    const options = { major, setup: [], seeds: [] }
    await expect(rehearse(makeHistory(), base, [], options)).rejects.toMatchObject({
      code: 'PGWRIGHT_REPLAY',
      sqlstate: '22012',
      location: { file: '1.sql', line: 5, column: 1 },
    })
  },
)
