import { defineProbe, type Problem } from '../doctor-probe.ts'
import { NoServerError } from '../errors.ts'
import { findServer, listServers } from '../servers.ts'

export const servers = defineProbe({
  name: 'servers',
  title: 'PostgreSQL servers',
  theme: 'Servers',
  group: 'compatibility',
  why: 'Rehearsals run on a real server on this machine, of the major that production has.',
  async check() {
    const found = await listServers()
    const facts = found.map(({ version, binDir, source }) => ({
      setting: `PostgreSQL ${version}`,
      value: binDir,
      source: source === 'npm' ? 'npm package' : 'local installation',
    }))
    return { facts, problems: await findMissing(found.length) }
  },
})

async function findMissing(found: number): Promise<Problem[]> {
  if (found > 0) return []
  try {
    await findServer()
    return []
  } catch (error) {
    if (!(error instanceof NoServerError)) throw error
    return [{ severity: 'error', message: error.message, remedy: error.hint! }]
  }
}
