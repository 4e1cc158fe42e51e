import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cluster, startCluster } from '../../src/engine/index.ts'
import { testedMajors } from '../support/majors.ts'
import { Agreement } from './agreement.ts'
import { listStatements, objectsSchema } from './objects-statements.ts'

describe.each(testedMajors)('PostgreSQL %i', major => {
  let cluster: Cluster
  let agreement: Agreement

  beforeAll(async () => {
    cluster = await startCluster({ major })
    agreement = await Agreement.open(cluster, objectsSchema)
  })
  afterAll(() => cluster.stop())

  test('what is foreseen of statements about objects is what the server does', async () => {
    for (const sql of listStatements(major, 120)) {
      const { observed, predicted } = await agreement.compare(sql)
      expect({ sql, ...predicted }).toEqual({ sql, ...observed })
    }
  }, 120_000)
})
