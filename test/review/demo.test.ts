import { expect, test } from 'vitest'
import { listServers } from '../../src/engine/index.ts'
import { review } from '../../src/review/index.ts'

const servers = await listServers()
const majors = [14, 15, 16, 17, 18].filter(major => servers.some(server => server.major === major))

/** What is wrong with the demo's pending change, as `demo/README.md` tells it. */
const traps = {
  'data-loss': 1,
  'dependents-broken': 1,
  'index-build-under-lock': 2,
  'lock-upgrade': 1,
  'missing-lock-timeout': 3,
  'name-taken-away': 1,
  'revert-loses-data': 1,
  'revert-not-exact': 1,
  'rewrite-under-lock': 2,
  'scan-under-lock': 2,
  'several-tables-locked': 1,
  'uniqueness-not-proved': 1,
  'validation-in-same-transaction': 1,
}

test('there is a server of every supported major', () => {
  expect(majors).toEqual([14, 15, 16, 17, 18])
})

test.each(majors)('the demo on PostgreSQL %i: every trap is found, and nothing else', async major => {
  const report = await review({ dir: 'demo/migrations', pending: { last: 3 }, major })
  const found: Record<string, number> = {}
  for (const { check } of report.findings) found[check] = (found[check] ?? 0) + 1
  expect(found).toEqual(traps)
  expect(report.verdict).toBe('block')
  expect(report.notAssessed).toEqual([])
  const { migrations } = report.facts as { migrations: { revert: { outcome: string } }[] }
  expect(migrations.map(({ revert }) => revert.outcome)).toEqual(['exact', 'exact', 'differs'])
})
