import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Observation, Observer } from '../../src/effects/index.ts'
import { type Cluster, type Session, startCluster } from '../../src/engine/index.ts'
import { splitSource } from '../../src/sql/index.ts'
import { major } from '../support/major.ts'
import { testedMajors } from '../support/majors.ts'
import { type Case, cases } from './cases.ts'
import { observePlainly } from './plain-observation.ts'
import { schema } from './schema.ts'

describe.each(testedMajors)('PostgreSQL %i', major => {
  let cluster: Cluster
  let session: Session
  let witness: Session
  let observer: Observer
  let client: pg.Client

  beforeAll(async () => {
    cluster = await startCluster({ major })
    session = await cluster.connect()
    witness = await cluster.connect()
    await session.execute(schema)
    observer = await Observer.open(session, witness)
    client = new pg.Client(cluster.connectionConfig())
    await client.connect()
  })
  afterAll(async () => {
    await client.end()
    await cluster.stop()
  })

  /** Observes a statement in a transaction that is taken back, so that all cases share one database. */
  async function observe(sql: string): Promise<Observation> {
    const { statements } = await splitSource({ file: 'a.sql', text: sql })
    await observer.begin()
    const observation = await observer.observe(statements[0]!, () => session.execute(sql))
    await session.execute('rollback')
    return observation
  }

  test.each(cases.filter(({ since = 14 }) => since <= major))('$sql', async (expected: Case) => {
    const { effect, error } = await observe(expected.sql)
    expect(error).toBeUndefined()
    const { locks = {}, rewrites = [], scans = [], builds = [], truncates = [] } = expected
    const seen = {
      locks: Object.fromEntries(
        effect.locks
          .filter(
            ({ relation, mode }) =>
              relation.isExisting && mode.strength > 3 && /table|mat/.test(relation.kind),
          )
          .map(({ relation, mode }) => [bare(relation.name), mode.sql.replace(/(\w)\w* ?/g, '$1')]),
      ),
      rewrites: effect.rewrites
        .filter(({ isExisting }) => isExisting)
        .map(({ name }) => bare(name))
        .sort(),
      // A rewrite reads its table; on some majors the counters of the new file forget it.
      scans: [...new Set([...rewrites, ...effect.scans.map(({ relation }) => bare(relation.name))])].sort(),
      builds: effect.indexBuilds
        .filter(({ table }) => table.isExisting)
        .map(({ index }) => bare(index.name))
        .sort(),
      truncates: effect.truncates
        .filter(({ isExisting }) => isExisting)
        .map(({ name }) => bare(name))
        .sort(),
    }
    expect(seen).toEqual({
      locks,
      ...{ rewrites: [...rewrites].sort(), scans: [...new Set([...rewrites, ...scans])].sort() },
      ...{ builds: [...builds].sort(), truncates: [...truncates].sort() },
    })
    const plain = await observePlainly(client, expected.sql)
    expect(plain.locks).toEqual(locks)
    expect(plain.newFiles).toEqual([...rewrites, ...truncates].sort())
    if (truncates.length === 0) expect(plain.newIndexes).toEqual(expect.arrayContaining([...builds].sort()))
  })
})

test('an index of a materialized view is built concurrently', async () => {
  await using cluster = await startCluster({ major })
  await using session = await cluster.connect()
  await using witness = await cluster.connect()
  await session.execute('create materialized view totals as select 1 as total')
  const observer = await Observer.open(session, witness)
  const { effect } = await observer.observeAlone(() =>
    session.execute('create index concurrently totals_idx on totals (total)'),
  )
  expect(effect.indexBuilds).toMatchObject([{ index: { name: 'public.totals_idx' }, isConcurrent: true }])
})

/** The name without its schema. */
function bare(name: string): string {
  return name.replace(/^(app|public)\./, '')
}
