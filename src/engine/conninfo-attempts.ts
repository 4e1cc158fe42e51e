import { isIP } from 'node:net'
import { join } from 'node:path'
import { count } from '../base/index.ts'
import type { Setting, Settings } from './conninfo-settings.ts'
import { ConninfoError } from './errors.ts'
import { isThere } from './files.ts'
import { findPassword, type PgpassEntry } from './pgpass.ts'

/** One address to try. */
export interface Attempt {
  /** Host name, address, or folder of a socket: what certificates and password files know it by. */
  host: string
  /** The address to use instead of looking `host` up. */
  hostaddr?: string
  port: number
  isSocket: boolean
  password?: Setting
}

interface Passwords {
  entries: readonly PgpassEntry[]
  source: string
}

/** Where servers put their sockets: Debian's and Red Hat's packages, then PostgreSQL's own default. */
const socketFolders = process.platform === 'win32' ? [] : ['/var/run/postgresql', '/tmp']

/** Pairs the lists of hosts, addresses and ports as libpq does: one port serves all hosts, else there is one each. */
export async function listAttempts(settings: Settings, passwords: Passwords): Promise<Attempt[]> {
  const hosts = split(settings.host)
  const addresses = split(settings.hostaddr)
  const ports = split(settings.port)
  const length = addresses.length || hosts.length || 1
  if (hosts.length > 0 && hosts.length !== length) {
    throw new ConninfoError(
      `host has ${count(hosts.length, 'name')}, hostaddr ${count(length, 'address', 'addresses')}`,
    )
  }
  if (ports.length > 1 && ports.length !== length) {
    throw new ConninfoError(`port has ${count(ports.length, 'number')} for ${count(length, 'host')}`, {
      hint: 'Give one port for all hosts, or one for each.',
    })
  }
  return Promise.all(
    Array.from({ length }, (_, i) =>
      makeAttempt(settings, passwords, hosts[i] || addresses[i], addresses[i], ports[i] ?? ports[0]),
    ),
  )
}

async function makeAttempt(
  settings: Settings,
  passwords: Passwords,
  givenHost: string | undefined,
  hostaddr: string | undefined,
  givenPort: string | undefined,
): Promise<Attempt> {
  const port = readPort(givenPort || '5432', settings.port)
  if (hostaddr && isIP(hostaddr.replace(/%.*/, '')) === 0) {
    throw new ConninfoError(`hostaddr takes IP addresses only (${settings.hostaddr?.source})`, {
      hint: 'A name goes into host.',
    })
  }
  const host = givenHost || (await findSocketFolder(port)) || 'localhost'
  const isSocket = !hostaddr && /^[/@]|^[a-z]:\\/i.test(host)
  const attempt: Attempt = { host, ...(hostaddr && { hostaddr }), port, isSocket }
  const password = settings.password ?? lookUpPassword(settings, passwords, attempt)
  return password === undefined ? attempt : { ...attempt, password }
}

function lookUpPassword(
  settings: Settings,
  { entries, source }: Passwords,
  attempt: Attempt,
): Setting | undefined {
  const value = findPassword(entries, {
    host: socketFolders.includes(attempt.host) ? 'localhost' : attempt.host,
    port: String(attempt.port),
    dbname: settings.dbname!.value,
    user: settings.user!.value,
  })
  return value === undefined ? undefined : { value, source }
}

/** The first usual folder with this port's socket in it, else the first there is. */
async function findSocketFolder(port: number): Promise<string | undefined> {
  for (const folder of socketFolders) if (await isThere(join(folder, `.s.PGSQL.${port}`))) return folder
  for (const folder of socketFolders) if (await isThere(folder)) return folder
  return undefined
}

function readPort(text: string, setting: Setting | undefined): number {
  const port = /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN
  if (port >= 1 && port <= 65535) return port
  throw new ConninfoError(`port has to be a number from 1 to 65535 (${setting?.source})`)
}

function split(setting: Setting | undefined): string[] {
  return setting === undefined ? [] : setting.value.split(',')
}
