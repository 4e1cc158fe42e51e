import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { installBinaries } from '../binaries.ts'
import { openCache } from '../cache.ts'
import { cacheFolder } from '../cache-folder.ts'
import { defineProbe, type Problem } from '../doctor-probe.ts'
import { isThere } from '../files.ts'
import type { ServerBinaries } from '../server-binaries.ts'
import { listServers } from '../servers.ts'

const run = promisify(execFile)

export const serverPrograms = defineProbe({
  name: 'server-programs',
  title: 'Server programs run',
  theme: 'Servers',
  group: 'compatibility',
  why: 'A server whose shared libraries are not found cannot start; npm packages need links to theirs.',
  async check() {
    const broken = await listBroken()
    return { problems: broken.map(describeBroken) }
  },
  async fix() {
    const cache = await openCache()
    const done: string[] = []
    for (const { server, binDir } of await listBroken()) {
      if (server.source !== 'npm') continue
      await rm(dirname(binDir), { recursive: true, force: true })
      done.push(
        `Copied PostgreSQL ${server.version} anew to ${dirname(await installBinaries(server, cache))}.`,
      )
    }
    return done
  },
})

interface Broken {
  server: ServerBinaries
  binDir: string
  said: string
}

/** Those that do not even print their version; npm's are copied at their first use, and not before. */
async function listBroken(): Promise<Broken[]> {
  const broken: Broken[] = []
  for (const server of await listServers()) {
    const binDir =
      server.source === 'npm' ? join(cacheFolder(), 'binaries', server.build, 'bin') : server.binDir
    if (!(await isThere(dirname(binDir)))) continue
    try {
      await run(join(binDir, 'postgres'), ['--version'])
    } catch (error) {
      const { stderr, message } = error as Error & { stderr?: string }
      broken.push({ server, binDir, said: (stderr || message).trim() })
    }
  }
  return broken
}

function describeBroken({ server, binDir, said }: Broken): Problem {
  return {
    severity: 'error',
    message: `PostgreSQL ${server.version} in ${binDir} does not run: ${said}`,
    remedy: server.source === 'npm' ? 'pgwright doctor --fix copies it anew.' : 'Repair that installation.',
    evidence: { binDir, said },
  }
}
