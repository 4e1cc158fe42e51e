import { afterAll, beforeAll, expect, test } from 'vitest'
import { readCatalog } from '../../src/catalog/index.ts'
import { type Cluster, type Session, startCluster } from '../../src/engine/index.ts'
import { exampleSchema } from '../../src/lint/example-schema.ts'
import { lintText, rules } from '../../src/lint/index.ts'
import { type Model, markExisting, modelOf } from '../../src/prediction/index.ts'
import { loadDeparser } from '../../src/sql/index.ts'
import { major } from '../support/major.ts'

/*
 * That an index does not help, and that the remedy lets it, is what the planner says: with sequential scans made dear, a query
 * has an `Index Cond` if it can have one.
 */

const judged = ['expression-on-indexed-column', 'implicit-cast-on-indexed-column', 'leading-wildcard']

let cluster: Cluster
let session: Session
const models = new Map<string, Model>()

beforeAll(async () => {
  await loadDeparser()
  cluster = await startCluster({ major })
  session = await cluster.connect()
})
afterAll(() => cluster.stop())

const cases = rules
  .filter(({ name }) => judged.includes(name))
  .flatMap(rule =>
    rule.examples.bad
      .filter(({ up }) => up.startsWith('select'))
      .map(example => ({ rule, sql: example.up.replace(/;$/, '') })),
  )

async function usesIndex(sql: string): Promise<boolean> {
  const rows = await session.query<{ 'QUERY PLAN': string }>(`explain ${sql}`)
  return rows.some(row => /Index Cond/.test(row['QUERY PLAN']))
}

test.each(cases)('$sql', async ({ rule, sql }) => {
  await session.execute('begin')
  await session.execute(`${exampleSchema}${rule.setup ?? ''}`)
  await session.execute('set local enable_seqscan = off')
  try {
    const model = models.get(rule.name) ?? modelOf(await readCatalog(session), cluster.server.major)
    models.set(rule.name, model)
    markExisting(model)
    const { findings } = await lintText({ file: 'a.sql', text: sql, model })
    const found = findings.find(({ check }) => check === rule.name)!
    expect(await usesIndex(sql)).toBe(false)
    const cure = found.remedy!.sql!
    if (cure.startsWith('CREATE EXTENSION')) return
    if (cure.startsWith('CREATE INDEX')) {
      await session.execute(cure.replace(' CONCURRENTLY', ''))
      expect(await usesIndex(sql)).toBe(true)
      return
    }
    const { column, endColumn } = found.location!
    expect(await usesIndex(sql.slice(0, column - 1) + cure + sql.slice(endColumn - 1))).toBe(true)
  } finally {
    await session.execute('rollback')
  }
})
