import { randomBytes, randomInt } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ConninfoError } from './errors.ts'
import { CommandError } from './supervisor.ts'

/** The path of a Unix socket may have 103 bytes on macOS, 107 on Linux; its own name and our folder's take 37. */
export const maxParentBytes = 65

/** Below the ports that systems give to outgoing connections, and above those that most services have. */
const usualPorts = { first: 20_000, last: 29_999 }
const maxPorts = 20

/** One way to reach a server of ours: what clients say, and what the server is told. */
export interface Reach {
  /** The folder of a Unix socket, or an address. */
  host: string
  port: number
  /** Every account of the machine can reach a port; only who knows this gets in. */
  password?: string
  settings: Record<string, string>
}

/** The ways to reach the server of a run, best first. Whether one is possible is found out by the server that tries it. */
export function listReaches(runDir: string, socket: string | undefined): Reach[] {
  const { first, last } = readPorts() ?? usualPorts
  const count = last - first + 1
  const start = randomInt(count)
  const ports = Array.from({ length: Math.min(count, maxPorts) }, (_, i) => first + ((start + i) % count))
  const password = randomBytes(24).toString('base64url')
  const byPort = ports.map(port => reachByPort(port, password, join(runDir, 'hba')))
  return socket === undefined ? byPort : [reachBySocket(socket), ...byPort]
}

/** The folders that may hold the folder of a socket, best first; none when servers are to listen on ports. */
export function listSocketParents(): string[] {
  if (readPorts()) return []
  // Root's TMPDIR may be where the account that runs the server cannot go; so /tmp is tried first.
  return [...new Set(['/tmp', tmpdir()])].filter(path => Buffer.byteLength(path) <= maxParentBytes)
}

/**
 * `PGWRIGHT_PORTS`, such as `20000-20999`: where servers are to listen on ports of 127.0.0.1, and on which.
 * @throws {ConninfoError} when it is no such thing
 */
export function readPorts(): { first: number; last: number } | undefined {
  const { PGWRIGHT_PORTS } = process.env
  if (!PGWRIGHT_PORTS) return undefined
  const [, first, last] = /^(\d+)-(\d+)$/.exec(PGWRIGHT_PORTS)?.map(Number) ?? []
  if (first && last && first <= last && last < 65_536) return { first, last }
  throw new ConninfoError(`PGWRIGHT_PORTS is no range of ports: ${PGWRIGHT_PORTS}`, {
    hint: 'Give the first and the last, such as 20000-20999, or unset it.',
  })
}

/** Whether a server ended because it could open neither socket nor port: another way may be possible. */
export function isUnreachable(error: unknown): error is CommandError {
  return (
    error instanceof CommandError && /could not create any (Unix-domain|TCP\/IP) sockets/.test(error.output)
  )
}

function reachBySocket(folder: string): Reach {
  return { host: folder, port: 5432, settings: { unix_socket_directories: folder, port: '5432' } }
}

function reachByPort(port: number, password: string, hba: string): Reach {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    hba_file: hba,
  }
  return { host: '127.0.0.1', port, password, settings }
}
