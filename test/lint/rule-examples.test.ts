import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cluster, startCluster } from '../../src/engine/index.ts'
import { exampleSchema } from '../../src/lint/example-schema.ts'
import { type Example, type Rule, rules } from '../../src/lint/index.ts'
import { loadDeparser } from '../../src/sql/index.ts'
import { major } from '../support/major.ts'
import { rehearseDrafts } from '../support/rehearsed.ts'

let cluster: Cluster

beforeAll(async () => {
  await loadDeparser()
  cluster = await startCluster({ major })
})
afterAll(() => cluster.stop())

describe.each(rules)('$name', rule => {
  beforeAll(async () => {
    await cluster.createDatabase(rule.name)
    await using session = await cluster.connect(rule.name)
    await session.execute(exampleSchema + (rule.setup ?? ''))
  })

  test.each(rule.examples.bad)('flags: $title', async example => {
    expect(await checkExample(rule, example)).not.toEqual([])
  })

  test.each(rule.examples.good)('passes: $title', async example => {
    expect(await checkExample(rule, example)).toEqual([])
  })
})

const rulesAboutFailures = ['statement-fails', 'invalid-index']

/** What a rule says about an example, run as a migration in a copy of the example database. */
async function checkExample(rule: Rule, example: Example) {
  const { migrations } = await rehearseDrafts(cluster, rule.name, [example])
  const failures = migrations.flatMap(({ statements }) => statements.flatMap(({ error }) => error ?? []))
  if (!rulesAboutFailures.includes(rule.name)) expect(failures).toEqual([])
  return rule.check({ migrations, hasReverts: true })
}
