import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { classification } from '../../src/catalog/classification.ts'
import {
  diffCatalogs,
  hashCatalog,
  parseSnapshot,
  readFingerprint,
  type Snapshot,
  SnapshotFileError,
  takeSnapshot,
  writeSnapshot,
} from '../../src/catalog/index.ts'
import { readings } from '../../src/catalog/readings.ts'
import { readSystemCatalogs } from '../../src/catalog/system-catalogs.ts'
import { type Cluster, openSession, type Session } from '../../src/engine/index.ts'
import { testedMajors } from '../support/majors.ts'
import { openShop } from './databases.ts'

describe.each(testedMajors)('PostgreSQL %i', major => {
  let cluster: Cluster
  let session: Session
  let snapshot: Snapshot

  beforeAll(async () => {
    ;({ cluster, session } = await openShop(major))
    snapshot = await takeSnapshot(session)
  })
  afterAll(() => cluster.stop())

  test('every column of every system catalog is classified', async () => {
    const catalogs = await readSystemCatalogs(session)
    const unknown = catalogs.flatMap(({ name, columns }) =>
      columns
        .filter(column => !classification.get(name)?.columns.has(column.name))
        .map(column => `${name}.${column.name}`),
    )
    expect(catalogs.length).toBeGreaterThan(60)
    expect(unknown).toEqual([])
  })

  test('every class of what is read has words', () => {
    const silent = new Set(['identity', 'derived', 'physical', 'cosmetic'])
    const wordless = [...classification].flatMap(([catalog, { columns }]) =>
      [...columns]
        .filter(([, it]) => !silent.has(it.class) && it.words === '')
        .map(([name]) => [catalog, name]),
    )
    expect(wordless).toEqual([])
  })

  test('the same database gives the same bytes', async () => {
    expect(writeSnapshot(await takeSnapshot(session))).toBe(writeSnapshot(snapshot))
  })

  test('the fingerprint is the same until something changes', async () => {
    const before = await readFingerprint(session)
    await session.execute('analyze; reindex table orders')
    expect(await readFingerprint(session)).toBe(before)
    for (const edit of ['alter table orders disable trigger all', 'grant select on free to public']) {
      await session.execute(`begin; ${edit}`)
      expect(await readFingerprint(session)).not.toBe(before)
      await session.execute('rollback')
    }
    expect(await readFingerprint(session)).toBe(before)
  })

  test('a file holds all of it', () => {
    const stored = parseSnapshot(writeSnapshot(snapshot), 'shop.json')
    expect(stored).toEqual(snapshot)
    expect(hashCatalog(stored.catalog)).toBe(hashCatalog(snapshot.catalog))
  })

  test('a file that was edited is refused', () => {
    const edited = writeSnapshot(snapshot).replace('free text', 'other text')
    expect(() => parseSnapshot(edited, 'shop.json')).toThrow(SnapshotFileError)
    expect(() => parseSnapshot('{}', 'shop.json')).toThrow('is no snapshot')
  })

  test('no secret is in it', () => {
    expect(writeSnapshot(snapshot)).not.toContain('secret')
    expect(snapshot.catalog.get('user mapping reader on server far')!.attributes.umoptions).toEqual([
      expect.stringMatching(/^user=[0-9a-f]{16}$/),
      expect.stringMatching(/^password=[0-9a-f]{16}$/),
    ])
  })

  test('names are as PostgreSQL writes them', () => {
    const column = snapshot.catalog.get('table column "Odd Names"."Ünïcode, ""quoted"" . and  spaced"."Ä ö"')
    expect(column).toMatchObject({
      within: 'table "Odd Names"."Ünïcode, ""quoted"" . and  spaced"',
      attributes: { type: 'integer', attnotnull: true },
    })
    expect([...snapshot.catalog.keys()]).toContain(`table "Odd Names".${'x'.repeat(63)}`)
  })

  test('names that come with the rows are those that PostgreSQL gives', async () => {
    for (const [catalog, { label, from = catalog }] of Object.entries(readings)) {
      if (label === undefined) continue
      const [count] = await session.query<{ named: number; misnamed: string[] | null }>(
        `select count(*) as named, array_agg(i.identity) filter (
          where (i.type, i.identity) is distinct from (${label.kind}, ${label.identity})) as misnamed
        from ${from} c, pg_identify_object('${catalog}'::regclass, c.oid, 0) i where ${label.kind} is not null`,
      )
      expect(count!.named).toBeGreaterThan(10)
      expect(count!.misnamed).toBeNull()
    }
  })

  test('a login without privileges reads the same, and is told what it may not', async () => {
    await session.execute('create role visitor login')
    const taken = await takeSnapshot(session)
    await using visitor = await openSession({ ...cluster.connectionConfig('shop'), user: 'visitor' })
    const seen = await takeSnapshot(visitor)
    expect(seen.notRead).toEqual(['pg_subscription.subconninfo', 'pg_user_mapping.umoptions'])
    expect(diffCatalogs(taken.catalog, seen.catalog)).toEqual([
      expect.objectContaining({ kind: 'subscription', attributes: [expect.objectContaining({ to: null })] }),
      expect.objectContaining({ kind: 'user mapping', attributes: [expect.objectContaining({ to: null })] }),
    ])
    await visitor.close()
    await session.execute('drop role visitor')
  })

  test('a copy by template is equal', async () => {
    await session.close()
    await cluster.createDatabase('copy', { template: 'shop' })
    await using copy = await cluster.connect('copy')
    const { catalog } = await takeSnapshot(copy)
    const differences = diffCatalogs(snapshot.catalog, catalog, { hasCosmetics: true })
    // A subscription belongs to its database and is not copied.
    expect(differences.map(({ kind }) => kind)).toEqual(['subscription'])
  })
})
