import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cluster, startCluster } from '../../src/engine/index.ts'
import { cases } from '../effects/cases.ts'
import { schema } from '../effects/schema.ts'
import { testedMajors } from '../support/majors.ts'
import { Agreement } from './agreement.ts'

describe.each(testedMajors)('PostgreSQL %i', major => {
  let cluster: Cluster
  let agreement: Agreement

  beforeAll(async () => {
    cluster = await startCluster({ major })
    agreement = await Agreement.open(cluster, schema)
  })
  afterAll(() => cluster.stop())

  test.each(cases.filter(({ since = 14 }) => since <= major))('$sql', async ({ sql }) => {
    const { observed, predicted } = await agreement.compare(sql)
    expect(predicted).toEqual(observed)
  })
})
