import { createServer, type Server, type Socket } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Conninfo, connectTarget, TargetError } from '../../src/engine/index.ts'
import { explainTargetFailure } from '../../src/engine/target-failure.ts'
import { findFreePort, resolveAlone, startListening } from './conninfo-servers.ts'

let real: Awaited<ReturnType<typeof startListening>>
const listeners: Server[] = []
const places: Record<string, string> = {}

beforeAll(async () => {
  real = await startListening({})
  places.REAL = `host=127.0.0.1 port=${real.port} user=postgres`
  places.SOCKET = `host=${real.cluster.connectionConfig().host} port=${real.port}`
  places.CLOSED = `host=127.0.0.1 port=${await findFreePort()} user=postgres`
  places.SILENT = await listen(() => {})
  places.RUDE = await listen(socket => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
  places.BYE = await listen(socket => socket.destroy())
})
afterAll(async () => {
  await real.cluster.stop()
  for (const listener of listeners) listener.close()
})

async function listen(greet: (socket: Socket) => void): Promise<string> {
  const listener = createServer(socket => {
    socket.on('error', () => {})
    greet(socket)
  }).listen(0, '127.0.0.1')
  listeners.push(listener)
  await new Promise(resolve => listener.once('listening', resolve))
  return `host=127.0.0.1 port=${(listener.address() as { port: number }).port} user=postgres`
}

async function fail(settings: string): Promise<TargetError> {
  const text = settings.replace(/[A-Z]{3,}/g, name => places[name]!)
  const result = await resolveAlone(`password=sesame ${text}`)
    .then(connectTarget)
    .catch((error: unknown) => error)
  expect(result).toBeInstanceOf(TargetError)
  const error = result as TargetError
  expect(JSON.stringify([error.message, error.hint, String(error.cause)])).not.toContain('sesame')
  return error
}

describe('what goes wrong is told apart', () => {
  it.each([
    ['CLOSED', 'REFUSED', /Start the server/],
    ['host=/nonexistent user=x', 'NO_SOCKET', /No server has its socket/],
    ['REAL dbname=nothing', 'NO_DATABASE', /CREATE DATABASE/],
    ['SOCKET user=nobody dbname=postgres', 'NO_ROLE', /CREATE ROLE/],
    ['SILENT connect_timeout=1', 'TIMEOUT', /connect_timeout/],
    ['RUDE sslmode=require', 'TLS', /common way/],
    ['RUDE', 'NOT_POSTGRES', /is it PostgreSQL/],
    ['BYE', 'NOT_POSTGRES', /is it PostgreSQL/],
    ['REAL dbname=postgres options=--nonsense', 'FAILED', /pgwright doctor/],
  ])('%s: %s', async (settings, kind, hint) => {
    const error = await fail(settings)
    expect({ code: error.code, exit: error.exit }).toEqual({ code: `PGWRIGHT_CONNECT_${kind}`, exit: 3 })
    expect(error.hint).toMatch(hint)
  })

  it.each([
    ['ENOTFOUND', 'getaddrinfo ENOTFOUND db.invalid', 'UNKNOWN_HOST'],
    ['EHOSTUNREACH', 'connect EHOSTUNREACH 10.0.0.1:5432', 'UNREACHABLE'],
    ['EACCES', 'connect EACCES /run/.s.PGSQL.5432', 'NOT_ALLOWED'],
    ['CERT_HAS_EXPIRED', 'certificate has expired', 'CERTIFICATE'],
  ])('%s: %s', (code, message, kind) => {
    const attempt = { host: 'h', port: 5432, isSocket: false }
    expect(explainTargetFailure(Object.assign(new Error(message), { code }), attempt).kind).toBe(kind)
  })
})

describe('a list of hosts', () => {
  it('goes on after a host that does not answer', async () => {
    const closed = await findFreePort()
    const database = `host=127.0.0.1,127.0.0.1 port=${closed},${real.port} user=postgres`
    await using session = await connectTarget(await resolveAlone(database))
    expect(session.major).toBeGreaterThan(0)
  })
  it('ends with a server that refuses us, as in libpq', async () => {
    const closed = await findFreePort()
    const { message } = await fail(
      `host=127.0.0.1,127.0.0.1 port=${real.port},${closed} user=postgres dbname=nothing`,
    )
    expect(message).toContain('database "nothing" does not exist')
    expect(message).not.toContain('ECONNREFUSED')
  })
})

/** What a broken string takes for its host may be anywhere; a test goes nowhere but here. */
function connectHere(conninfo: Conninfo) {
  const isHere = conninfo.attempts.every(({ host, hostaddr }) => (hostaddr ?? host) === '127.0.0.1')
  return isHere ? connectTarget(conninfo) : Promise.reject(new Error('another host'))
}

it('no error quotes a password, however the connection string is broken', async () => {
  const closed = await findFreePort()
  const password = fc.string({ minLength: 6, unit: 'binary-ascii' }).filter(text => text.trim().length >= 6)
  const shapes: ((secret: string) => string)[] = [
    secret => `postgresql://app:${encodeURIComponent(secret)}@127.0.0.1:${closed}/shop`,
    secret => `postgresql://app:${secret}@127.0.0.1:${closed}/shop`,
    secret => `postgresql://app@127.0.0.1:${closed}/shop?password=${secret}`,
    secret => `postgres:/app:${secret}@127.0.0.1:${closed}/shop`,
    secret => `mysql://app:${secret}@127.0.0.1:${closed}/shop`,
    secret => `host=127.0.0.1 port=${closed} user=app password=${secret}`,
    secret => `password=${secret} host=127.0.0.1 port=${closed} connect_timeout=x`,
    secret => `password='${secret}' host=127.0.0.1 port=${closed} sslmode=nonsense`,
  ]
  await fc.assert(
    fc.asyncProperty(password, fc.constantFrom(...shapes), async (secret, shape) => {
      const error = await resolveAlone(shape(secret))
        .then(connectHere)
        .catch((error: Error) => error)
      expect(error).toBeInstanceOf(Error)
      const { message, hint } = error as TargetError
      expect(`${message} ${hint}`).not.toContain(secret)
    }),
    { numRuns: 400 },
  )
})
