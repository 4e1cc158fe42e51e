import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cluster, startCluster } from '../../src/engine/index.ts'
import { type Model, Predictor, unknownModel } from '../../src/prediction/index.ts'
import { loadDeparser, splitSource } from '../../src/sql/index.ts'
import { testedMajors } from '../support/majors.ts'
import { Agreement } from './agreement.ts'
import { listStatements } from './alter-table-statements.ts'
import { schema } from './schema.ts'
import { typeSchema } from './type-changes.ts'

/** More of them, such as 5000, take their time: `PGWRIGHT_TEST_STATEMENTS` says how many, on each major. */
const count = Number(process.env.PGWRIGHT_TEST_STATEMENTS ?? 130)

describe.each(testedMajors)('PostgreSQL %i', major => {
  let cluster: Cluster
  let agreement: Agreement

  beforeAll(async () => {
    cluster = await startCluster({ major })
    agreement = await Agreement.open(cluster, schema + typeSchema)
  })
  afterAll(() => cluster.stop())

  test(`does to ${count} statements what is predicted`, { timeout: count * 2000 }, async () => {
    const disagreements = []
    let compared = 0
    for (const sql of listStatements(major, count)) {
      const { observed, predicted } = await agreement.compare(sql)
      if (isOfRows(observed.error)) continue
      compared++
      if (JSON.stringify(observed) !== JSON.stringify(predicted))
        disagreements.push({ sql, observed, predicted })
    }
    expect(disagreements).toEqual([])
    expect(compared).toBeGreaterThan(count * 0.9)
  })
})

/**
 * The one exception: that rows break a new constraint (class 23) or cannot be converted (class 22) only the rows can say.
 */
function isOfRows(sqlstate = ''): boolean {
  return /^23|^22P02|^22007|^22003/.test(sqlstate)
}

test('a database of which nothing is known gives a prediction for every statement, too', async () => {
  await loadDeparser()
  for (const sql of listStatements(1, 600)) {
    const { effect, error } = await predictOne(sql, unknownModel(18))
    expect(error === undefined ? effect.knowledge : 'text').toBe('text')
  }
})

test('a CHECK that was validated before makes SET NOT NULL free', async () => {
  await loadDeparser()
  const model = unknownModel(18)
  const scansOf = async (sql: string) =>
    (await predictOne(sql, model)).effect.scans.map(it => it.relation.name)
  expect(await scansOf('alter table t add constraint c check (a is not null) not valid')).toEqual([])
  expect(await scansOf('alter table t alter column b set not null')).toEqual(['public.t'])
  expect(await scansOf('alter table t validate constraint c')).toEqual(['public.t'])
  expect(await scansOf('alter table t alter column a set not null')).toEqual([])
})

async function predictOne(sql: string, model: Model) {
  const { statements } = await splitSource({ file: 'a.sql', text: sql })
  return new Predictor(model).predict(statements[0]!)
}
