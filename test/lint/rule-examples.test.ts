import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Catalog, readCatalog } from '../../src/catalog/index.ts'
import { type Cluster, startCluster } from '../../src/engine/index.ts'
import type { Finding } from '../../src/findings/index.ts'
import { readScripts } from '../../src/history/index.ts'
import { exampleSchema } from '../../src/lint/example-schema.ts'
import { type Example, judgeObserved, judgePredicted, rules } from '../../src/lint/index.ts'
import { markExisting, modelOf } from '../../src/prediction/index.ts'
import { loadDeparser } from '../../src/sql/index.ts'
import { major } from '../support/major.ts'
import { makeHistory, makeMigrations, rehearseDrafts } from '../support/rehearsed.ts'

let cluster: Cluster

beforeAll(async () => {
  await loadDeparser()
  cluster = await startCluster({ major })
})
afterAll(() => cluster.stop())

describe.each(rules)('$name', rule => {
  let catalog: Catalog
  const choices = { [rule.name]: rule.severity }

  beforeAll(async () => {
    await cluster.createDatabase(rule.name)
    await using session = await cluster.connect(rule.name)
    await session.execute(exampleSchema + (rule.setup ?? ''))
    catalog = await readCatalog(session, { hasDependencies: true })
  })

  const ofRule = (findings: readonly Finding[]) => findings.filter(({ check }) => check === rule.name)

  /** What the rule says about an example that was run in a copy of the example database. */
  async function observe(example: Example): Promise<Finding[]> {
    if (rule.check === undefined && example.execution !== 'autocommit') {
      await run(example)
      return predict(example)
    }
    const { migrations } = await rehearseDrafts(cluster, rule.name, [example])
    const failures = migrations.flatMap(({ statements }) => statements.flatMap(({ error }) => error ?? []))
    if (!rulesAboutFailures.includes(rule.name)) expect(failures).toEqual([])
    return ofRule(
      await judgeObserved(
        { migrations, hasReverts: true },
        makeHistory(),
        modelOf(catalog, cluster.server.major),
        { choices },
      ),
    )
  }

  /** Runs an example of a rule that judges words, so that they are words which PostgreSQL understands. */
  async function run({ up }: Example): Promise<void> {
    await using session = await cluster.connect(rule.name)
    await session.execute(`begin; ${up}; rollback`)
  }

  /** What it says without a server, when the catalog is known. */
  async function predict(example: Example): Promise<Finding[]> {
    const model = modelOf(catalog, cluster.server.major)
    markExisting(model)
    const scripts = await readScripts(makeMigrations([example]))
    const { findings } = await judgePredicted(scripts, { ...makeHistory(), hasReverts: true }, model, {
      choices,
    })
    return ofRule(findings)
  }

  test.each(rule.examples.bad)('flags: $title', async example => {
    expect(await observe(example)).not.toEqual([])
    if (!rule.needsRehearsal && !example.needsRehearsal) expect(await predict(example)).not.toEqual([])
  })

  test.each(rule.examples.good)('passes: $title', async example => {
    expect(await observe(example)).toEqual([])
    if (!rule.needsRehearsal && !example.needsRehearsal) expect(await predict(example)).toEqual([])
  })
})

const rulesAboutFailures = ['statement-fails', 'invalid-index', 'enum-value-too-early']
