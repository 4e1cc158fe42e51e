import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cluster, startCluster } from '../../src/engine/index.ts'
import { testedMajors } from '../support/majors.ts'
import { Agreement } from './agreement.ts'
import { leaveOutUnknowable } from './tables-exceptions.ts'
import { tablesSchema } from './tables-schema.ts'
import { listFixed, listStatements } from './tables-statements.ts'

/** One of so many statements of the long list is run on each major, another part of it on each. */
const share = process.env.PGWRIGHT_TEST_MAJORS === 'all' ? 1 : 6
const combinations = share === 1 ? 400 : 30

describe.each(testedMajors)('PostgreSQL %i', major => {
  let cluster: Cluster
  let agreement: Agreement

  beforeAll(async () => {
    cluster = await startCluster({ major })
    agreement = await Agreement.open(cluster, tablesSchema)
  })
  afterAll(() => cluster.stop())

  const fixed = listFixed(major).filter((_, i) => i % share === major % share)
  const statements = new Set([...fixed, ...listStatements(major, combinations)])

  test.each([...statements])('%s', async sql => {
    const { observed, predicted } = leaveOutUnknowable(await agreement.compare(sql))
    expect(predicted).toEqual(observed)
  })
})
