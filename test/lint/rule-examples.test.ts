import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cluster, startCluster } from '../../src/engine/index.ts'
import type { Execution, History, Migration, Script } from '../../src/history/index.ts'
import { exampleSchema } from '../../src/lint/example-schema.ts'
import { type Example, type Rule, rules } from '../../src/lint/index.ts'
import { readScripts, rehearseOn } from '../../src/rehearsal/index.ts'
import { loadDeparser } from '../../src/sql/index.ts'
import { major } from '../support/major.ts'

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
async function checkExample(rule: Rule, { up, down, execution = 'transaction' }: Example) {
  const migration: Migration = {
    version: '2',
    name: 'example',
    isRepeatable: false,
    up: script('2.up.sql', up, execution),
    down: down === undefined ? undefined : script('2.down.sql', down, 'transaction'),
  }
  await cluster.createDatabase('example', { template: rule.name })
  try {
    const { migrations } = await rehearseOn(cluster, 'example', history, await readScripts([migration]))
    const failures = migrations.flatMap(({ statements }) => statements.flatMap(({ error }) => error ?? []))
    if (!rulesAboutFailures.includes(rule.name)) expect(failures).toEqual([])
    return rule.check({ migrations, hasReverts: true })
  } finally {
    await cluster.dropDatabase('example')
  }
}

function script(file: string, text: string, execution: Execution): Script {
  return { file, text, execution }
}

const history: History = {
  format: 'sql-files',
  dir: '.',
  migrations: [],
  transactionScope: 'migration',
  settings: {},
  ignored: [],
  notAssessed: [],
}
