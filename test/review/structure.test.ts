import { expect, test } from 'vitest'
import { takeSnapshot } from '../../src/catalog/index.ts'
import { startCluster } from '../../src/engine/index.ts'
import { readHistory } from '../../src/history/index.ts'
import { review } from '../../src/review/index.ts'
import { major } from '../support/major.ts'

const dir = 'demo/migrations'

/** What the applied migrations of the demo make, in a live database of somebody who is not called postgres. */
async function takeStructure() {
  await using cluster = await startCluster({ major })
  await using admin = await cluster.connect()
  await admin.execute('create role owner superuser login')
  await cluster.createDatabase('live')
  await using session = await cluster.connect('live')
  await session.execute('set session authorization owner')
  const { migrations } = await readHistory(dir)
  for (const { up } of migrations.slice(0, -3)) await session.execute(up.text)
  await session.execute('reset session authorization')
  return await takeSnapshot(session, { hasDependencies: true })
}

test('on the structure of a live database the review finds what it finds on what the migrations make', async () => {
  const structure = await takeStructure()
  const summarize = ({ findings, notAssessed }: Awaited<ReturnType<typeof review>>) => ({
    found: findings.map(({ check, location }) => [check, location?.file, location?.line]),
    notAssessed,
  })
  const pending = { last: 3 }
  const onMigrations = await review({ dir, pending, major })
  const onStructure = await review({ dir, pending, structure })
  expect(summarize(onStructure)).toEqual(summarize(onMigrations))
  expect(onStructure.findings.length).toBeGreaterThan(10)
})
