import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCatalog } from '../../src/catalog/index.ts'
import { type Cluster, startCluster } from '../../src/engine/index.ts'
import { readScripts } from '../../src/history/index.ts'
import { exampleSchema } from '../../src/lint/example-schema.ts'
import { findCures, isPlan, type PlannedMigration, remedies, writeScript } from '../../src/lint/index.ts'
import { prove } from '../../src/lint/prove.ts'
import { type Model, modelOf } from '../../src/prediction/index.ts'
import { loadDeparser } from '../../src/sql/index.ts'
import { shareOf, testedMajors } from '../support/majors.ts'
import { type Draft, makeHistory, makeMigrations } from '../support/rehearsed.ts'

beforeAll(loadDeparser)

describe.each(testedMajors)('on PostgreSQL %i', major => {
  let cluster: Cluster

  beforeAll(async () => {
    cluster = await startCluster({ major })
    await cluster.createDatabase('examples')
    await using session = await cluster.connect('examples')
    await session.execute(exampleSchema)
  })
  afterAll(() => cluster.stop())

  async function setUp(sql: string): Promise<Model> {
    await using session = await cluster.connect('original')
    await session.execute(sql)
    return modelOf(await readCatalog(session, { hasDependencies: true }), cluster.server.major)
  }

  /** Proves what is to be run instead of a statement, by the remedy with this title or by whatever cures it. */
  async function proveCure(up: string, setup = '', title?: string): Promise<string> {
    for (const database of ['original', 'cured']) await cluster.dropDatabase(database)
    await cluster.createDatabase('original', { template: 'examples' })
    const model = await setUp(setup)
    await cluster.createDatabase('cured', { template: 'original' })
    const original = await readScripts(makeMigrations([{ up, execution: 'autocommit' }]))
    const [statement] = original[0]!.up.statements
    const cures = findCures({ statement: statement!, model })
    const cure = title === undefined ? cures[0] : cures.find(it => it.title === title)
    if (cure === undefined) return 'no remedy'
    if (!isPlan(cure.how)) return 'advice'
    const cured = await readScripts(makeMigrations(cure.how.migrations.map(toDraft)))
    const ground = {
      original: { cluster, database: 'original' },
      cured: { cluster, database: 'cured' },
      history: makeHistory(),
      model,
    }
    const proof = await prove(original, cured, ground, cure.how.leftovers)
    return proof.isProved ? 'proved' : proof.because
  }

  const cases = remedies.flatMap(({ name, summary, examples }) =>
    examples.map(example => ({ ...example, name, summary })),
  )
  test.each(shareOf(major, cases))('$name: $title', async ({ up, setup, isAdvised, summary }) => {
    expect(await proveCure(up, setup, summary)).toBe(isAdvised ? 'advice' : 'proved')
  })

  describe.each(Object.entries(shapes))('several actions at once on %s', (_, { table, setup }) => {
    const choices = fc.sample(fc.shuffledSubarray(actions, { minLength: 2 }), { numRuns: 2, seed: major })
    test.each(choices.map(chosen => chosen.join(', ')))('%s', async chosen => {
      expect(await proveCure(`alter table ${table} ${chosen}`, setup)).toBe('proved')
    })
  })
})

/** Tables of several shapes, with the same columns. */
const shapes = {
  'a table with a name that needs quotes': {
    table: `shop."It's ""one"""`,
    setup: `create table shop."It's ""one""" ("Key" int not null, "from" bigint, total numeric, constraint total_check check (total > 0));
      insert into shop."It's ""one""" select n, n, n from generate_series(1, 50) n;`,
  },
  'a table with a long name': {
    table: `shop.${'long_'.repeat(12)}`,
    setup: `create table shop.${'long_'.repeat(12)} ("Key" int not null, "from" bigint, total numeric);`,
  },
  'a partitioned table': {
    table: 'shop.parted',
    setup: `create table shop.parted ("Key" int not null, "from" bigint, total numeric) partition by range ("Key");
      create table shop.parted_1 partition of shop.parted for values from (1) to (30);
      create table shop."parted 2" partition of shop.parted for values from (30) to (100) partition by hash ("Key");
      create table shop.parted_2a partition of shop."parted 2" for values with (modulus 1, remainder 0);
      insert into shop.parted select n, n, n from generate_series(1, 50) n;`,
  },
}

const actions = [
  'add check (total > 0)',
  'add constraint "Both?" check (total > 0 or "from" is null)',
  'add foreign key ("from") references shop.customers on delete set null',
  'add unique ("Key", "from")',
  'alter column total set not null',
  'alter column "from" set default 1',
  'add column "to Ken" uuid not null default gen_random_uuid()',
  'add column weight int default 1 check (weight > 0)',
]

function toDraft(migration: PlannedMigration): Draft {
  return { up: writeScript(migration), execution: migration.pace === 'alone' ? 'autocommit' : 'transaction' }
}
