import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cluster, startCluster } from '../../src/engine/index.ts'
import { testedMajors } from '../support/majors.ts'
import { Agreement } from './agreement.ts'
import { listStatements, objectsSchema } from './objects-statements.ts'

const namedCases = [
  'drop function app.mood_number(app.mood)',
  'drop function app.mood_number(app.mood) cascade',
  'drop cast (app.mood as integer)',
  'drop function app.late() cascade',
  'alter publication several add table app.numbers',
  'alter publication several drop table app.numbers',
  'grant select on app.spot to public',
  'grant usage on sequence app.notes to public',
  'create statistics app.fresh on (id + 1) from app.numbers',
  'do $$ begin create table app.fresh (); execute missing; end $$',
  "do $$ declare known text = 'drop function app.missing()'; begin execute known; end $$",
  'do $$ begin execute missing; exception when others then execute sqlstate; end $$',
]

describe.each(testedMajors)('PostgreSQL %i', major => {
  let cluster: Cluster
  let agreement: Agreement

  beforeAll(async () => {
    cluster = await startCluster({ major })
    agreement = await Agreement.open(cluster, objectsSchema)
  })
  afterAll(() => cluster.stop())

  test('what is foreseen of statements about objects is what the server does', async () => {
    for (const sql of [...namedCases, ...listStatements(major, 120)]) {
      const { observed, predicted } = await agreement.compare(sql)
      expect({ sql, ...predicted }).toEqual({ sql, ...observed })
    }
  }, 120_000)
})
