import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { access, constants, readdir, realpath } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import type { ServerBinaries } from './server-binaries.ts'

const execute = promisify(execFile)

/** Where distributions put servers: the parent folder, which of its entries, and the way down to `bin`. */
const distributions = [
  { parent: '/usr/lib/postgresql', entry: /^\d+$/, bin: 'bin' }, // Debian, Ubuntu
  { parent: '/usr', entry: /^pgsql-\d+$/, bin: 'bin' }, // Red Hat
  { parent: '/usr/libexec', entry: /^postgresql\d+$/, bin: '.' }, // Alpine
  { parent: '/opt/homebrew/opt', entry: /^postgresql@\d+$/, bin: 'bin' },
  { parent: '/usr/local/opt', entry: /^postgresql@\d+$/, bin: 'bin' },
  { parent: '/Applications/Postgres.app/Contents/Versions', entry: /^\d+$/, bin: 'bin' },
]

/** The servers installed on this machine: on the PATH, where `pg_config` says, where distributions put them. */
export async function listLocalServers(): Promise<ServerBinaries[]> {
  const onPath = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  const configured = await execute('pg_config', ['--bindir']).then(
    ({ stdout }) => [stdout.trim()],
    () => [],
  )
  const distributed = await Promise.all(
    distributions.map(async ({ parent, entry, bin }) => {
      const names = await readdir(parent).catch(() => [])
      return names.filter(name => entry.test(name)).map(name => join(parent, name, bin))
    }),
  )
  // A link such as /usr/local/bin/postgres leads to a server whose own folder is the one to use.
  const binDirs = await Promise.all([...onPath, ...configured, ...distributed.flat()].map(resolveBinDir))
  const servers = await Promise.all([...new Set(binDirs)].map(readServer))
  return servers.filter(server => server !== undefined)
}

async function resolveBinDir(dir: string): Promise<string | undefined> {
  return realpath(join(dir, 'postgres')).then(dirname, () => undefined)
}

async function readServer(binDir: string | undefined): Promise<ServerBinaries | undefined> {
  if (binDir === undefined) return undefined
  try {
    await access(join(binDir, 'initdb'), constants.X_OK)
    const { stdout } = await execute(join(binDir, 'postgres'), ['--version'])
    const version = /\d+(\.\d+|beta\d+|rc\d+|devel)/.exec(stdout)![0]
    const place = createHash('sha256').update(binDir).digest('hex').slice(0, 8)
    return {
      major: Number.parseInt(version, 10),
      version,
      binDir,
      source: 'local',
      build: `${version}-${place}`,
    }
  } catch {
    // Without initdb, or not runnable here: not a server one could use.
    return undefined
  }
}
