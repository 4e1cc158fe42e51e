import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readCatalog } from '../../src/catalog/index.ts'
import { type Cluster, startCluster } from '../../src/engine/index.ts'
import { readScripts } from '../../src/history/index.ts'
import { exampleSchema } from '../../src/lint/example-schema.ts'
import { findCures, isPlan, type PlannedMigration, remedies, writeScript } from '../../src/lint/index.ts'
import { prove } from '../../src/lint/prove.ts'
import { type Model, modelOf } from '../../src/prediction/index.ts'
import { loadDeparser } from '../../src/sql/index.ts'
import { testedMajors } from '../support/majors.ts'
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

  /** Proves what is to be run instead of a statement. */
  async function proveCure(summary: string, up: string, setup = ''): Promise<string> {
    for (const database of ['original', 'cured']) await cluster.dropDatabase(database)
    await cluster.createDatabase('original', { template: 'examples' })
    const model = await setUp(setup)
    await cluster.createDatabase('cured', { template: 'original' })
    const original = await readScripts(makeMigrations([{ up, execution: 'autocommit' }]))
    const [statement] = original[0]!.up.statements
    const cures = findCures({ statement: statement!, model })
    const cure = cures.find(({ title }) => title === summary)
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

  describe.each(remedies)('$name', ({ summary, examples }) => {
    test.each(examples)('$title', async ({ up, setup, isAdvised }) => {
      expect(await proveCure(summary, up, setup)).toBe(isAdvised ? 'advice' : 'proved')
    })
  })
})

function toDraft(migration: PlannedMigration): Draft {
  return { up: writeScript(migration), execution: migration.pace === 'alone' ? 'autocommit' : 'transaction' }
}
