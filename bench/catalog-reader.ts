import { performance } from 'node:perf_hooks'
import { readFingerprint, takeSnapshot } from '../src/catalog/index.ts'
import { openSession } from '../src/engine/index.ts'

const readings = {
  snapshot: takeSnapshot,
  'snapshot with dependencies': (session: Parameters<typeof takeSnapshot>[0]) =>
    takeSnapshot(session, { hasDependencies: true }),
  'scan for changes': readFingerprint,
}
export type Reading = keyof typeof readings

/** Reads one database once: the time and the largest resident size of this process, as JSON. */
const [reading, config] = process.argv.slice(2) as [Reading, string]
const session = await openSession(JSON.parse(config))
const start = performance.now()
await readings[reading](session)
const ms = performance.now() - start
await session.close()
process.stdout.write(JSON.stringify({ ms, peakBytes: process.resourceUsage().maxRSS * 1024 }))
