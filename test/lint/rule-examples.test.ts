import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Catalog } from '../../src/catalog/index.ts'
import type { Step } from '../../src/effects/index.ts'
import { type Cluster, startCluster } from '../../src/engine/index.ts'
import type { Finding } from '../../src/findings/index.ts'
import { readScripts } from '../../src/history/index.ts'
import {
  describeObserved,
  type Example,
  judgeObserved,
  judgePredicted,
  loadObservations,
  type ObservedStep,
  type Rule,
  rules,
} from '../../src/lint/index.ts'
import { markExisting, modelOf } from '../../src/prediction/index.ts'
import { loadDeparser } from '../../src/sql/index.ts'
import { major } from '../support/major.ts'
import { makeHistory, makeMigrations, rehearseDrafts } from '../support/rehearsed.ts'
import { ExampleDatabases, judgesEffects } from '../support/rule-examples.ts'

const observations = await loadObservations()
let cluster: Cluster
let databases: ExampleDatabases

beforeAll(async () => {
  await loadDeparser()
  cluster = await startCluster({ major })
  databases = await ExampleDatabases.open(cluster)
})
afterAll(() => cluster.stop())

const known = (rules as readonly Rule[]).filter(({ since = 0 }) => major === undefined || since <= major)

describe.each(known)('$name', rule => {
  let database: string
  let catalog: Catalog
  const choices = { [rule.name]: rule.severity }

  beforeAll(async () => {
    ;({ database, catalog } = await databases.prepare(rule))
  })

  const ofRule = (findings: readonly Finding[]) => findings.filter(({ check }) => check === rule.name)

  /** What the rule says about an example that was run in a copy of the example database. */
  async function observe(example: Example): Promise<Finding[]> {
    if (!judgesEffects(rule) && example.execution !== 'autocommit') {
      await run(example)
      return predict(example)
    }
    const { migrations } = await rehearseDrafts(cluster, database, [example])
    const steps = migrations.flatMap(({ statements }) => statements)
    if (!rulesAboutFailures.includes(rule.name)) expect(steps.flatMap(({ error }) => error ?? [])).toEqual([])
    if (judgesEffects(rule) && cluster.server.major === observations.major) expectOnPage(example, steps)
    return ofRule(
      await judgeObserved(
        { migrations, hasReverts: true },
        makeHistory(),
        modelOf(catalog, cluster.server.major),
        { choices },
      ),
    )
  }

  /** What commits several times gives some locks back before anyone has looked: only those that both saw are compared. */
  function expectOnPage({ title }: Example, steps: readonly Step[]): void {
    const told = observations.examples[rule.name]?.[title]
    const seen = describeObserved(steps)
    const compared = (ones: readonly ObservedStep[], others: readonly ObservedStep[] = []) =>
      ones.map((one, i) =>
        steps[i]?.isAlone ? { ...one, locks: one.locks.filter(it => others[i]?.locks.includes(it)) } : one,
      )
    expect(compared(seen, told), 'what its page says').toEqual(told && compared(told, seen))
  }

  /** Runs an example of a rule that judges words, so that they are words which PostgreSQL understands. */
  async function run({ up }: Example): Promise<void> {
    await using session = await cluster.connect(database)
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
