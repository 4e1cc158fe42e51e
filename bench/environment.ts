import { cpus, loadavg } from 'node:os'
import { listServers } from '../src/engine/index.ts'

/** What the figures were measured with, on one line and without a date. */
export async function describeEnvironment(): Promise<string> {
  const [server] = await listServers()
  const processors = cpus()
  return [
    `Node ${process.versions.node}`,
    `PostgreSQL ${server?.version ?? 'none'}`,
    `${processors.length} cores (${processors[0]?.model.trim() ?? 'unknown'})`,
    `load ${loadavg()[0]!.toFixed(1)} when it began`,
  ].join(' · ')
}
