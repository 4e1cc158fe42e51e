import { expect, test } from 'vitest'
import { diffCatalogs, readCatalog } from '../../src/catalog/index.ts'
import { planChanges } from '../../src/ddl/index.ts'
import { openShop } from '../catalog/databases.ts'
import { testedMajors } from '../support/majors.ts'

test.each(testedMajors)('a schema is renamed with all that is in it, on PostgreSQL %i', async major => {
  const { cluster, session } = await openShop(major)
  await using _ = cluster
  await session.execute('alter function many set search_path = shop')
  const before = await readCatalog(session, { hasDependencies: true })
  await session.execute('alter schema shop rename to "The Shop"')
  const renamed = await readCatalog(session, { hasDependencies: true })
  const { steps, refusals } = await planChanges(renamed, before, { major, role: 'postgres' })
  expect(refusals).toEqual([])
  expect(steps.map(({ sql }) => sql)).toEqual(['ALTER SCHEMA "The Shop" RENAME TO shop'])
  for (const { sql } of steps) await session.execute(sql)
  expect(diffCatalogs(await readCatalog(session), before)).toEqual([])
})
