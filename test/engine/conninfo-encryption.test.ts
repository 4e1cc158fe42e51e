import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type Cluster,
  ConninfoError,
  connectTarget,
  openSession,
  TargetError,
} from '../../src/engine/index.ts'
import { makeFolder, resolveAlone, startListening } from './conninfo-servers.ts'

let secure: { cluster: Cluster; port: number }
let plain: { cluster: Cluster; port: number }
let files: Awaited<ReturnType<typeof makeFolder>>
let own: { key: string; cert: string }
let other: { key: string; cert: string }

beforeAll(async () => {
  files = await makeFolder()
  own = await files.certify('own')
  other = await files.certify('other')
  const hba = await files.give(
    'pg_hba.conf',
    [
      'local all all trust',
      'hostssl only_tls all 127.0.0.1/32 trust',
      'hostnossl only_plain all 127.0.0.1/32 trust',
      'host with_password all 127.0.0.1/32 scram-sha-256',
      'host postgres all 127.0.0.1/32 trust',
    ].join('\n'),
  )
  secure = await startListening({ ssl: 'on', ssl_cert_file: own.cert, ssl_key_file: own.key, hba_file: hba })
  plain = await startListening({})
  await using session = await openSession({ ...secure.cluster.connectionConfig(), port: secure.port })
  for (const name of ['only_tls', 'only_plain', 'with_password'])
    await session.query(`create database ${name}`)
  await session.query(`create role app login password 'correct horse'`)
})
afterAll(async () => {
  await secure.cluster.stop()
  await plain.cluster.stop()
  await files.remove()
})

/** `tls`, `plain`, or the code of the error. */
async function tryConnect(settings: string, port = secure.port): Promise<string> {
  const host = settings.includes('host=') ? '' : 'host=127.0.0.1'
  const dbname = settings.includes('dbname=') ? '' : 'dbname=postgres'
  const user = settings.includes('user=') ? '' : 'user=postgres'
  try {
    const conninfo = await resolveAlone(`${host} port=${port} ${dbname} ${user} ${settings}`)
    await using session = await connectTarget(conninfo)
    const [row] = await session.query<{ ssl: boolean }>(
      'select ssl from pg_stat_ssl where pid = pg_backend_pid()',
    )
    return row!.ssl ? 'tls' : 'plain'
  } catch (error) {
    if (!(error instanceof TargetError || error instanceof ConninfoError)) throw error
    expect(error.message).not.toContain('horse')
    return error.code
  }
}

describe('sslmode means what it means to libpq', () => {
  it.each([
    ['sslmode=disable', 'plain'],
    ['sslmode=allow', 'plain'],
    ['sslmode=allow dbname=only_tls', 'tls'],
    ['sslmode=prefer', 'tls'],
    ['sslmode=prefer dbname=only_plain', 'plain'],
    ['sslmode=require', 'tls'],
    ['sslmode=require dbname=only_plain', 'PGWRIGHT_CONNECT_REJECTED'],
    ['sslmode=disable dbname=only_tls', 'PGWRIGHT_CONNECT_REJECTED'],
    ['sslmode=require sslrootcert=OWN', 'tls'],
    ['sslmode=require sslrootcert=OTHER', 'PGWRIGHT_CONNECT_CERTIFICATE'],
    ['sslmode=prefer sslrootcert=OTHER', 'plain'],
    ['sslmode=verify-ca sslrootcert=OWN', 'tls'],
    ['sslmode=verify-ca sslrootcert=OTHER', 'PGWRIGHT_CONNECT_CERTIFICATE'],
    ['sslmode=verify-ca', 'PGWRIGHT_CONNINFO'],
    ['sslmode=verify-full sslrootcert=OWN', 'PGWRIGHT_CONNECT_CERTIFICATE'],
    ['sslmode=verify-full sslrootcert=OWN host=localhost', 'tls'],
    ['sslmode=verify-full sslrootcert=OWN host=localhost hostaddr=127.0.0.1', 'tls'],
    ['sslmode=verify-full sslrootcert=OWN host=wrong hostaddr=127.0.0.1', 'PGWRIGHT_CONNECT_CERTIFICATE'],
    ['sslrootcert=system host=localhost', 'PGWRIGHT_CONNECT_CERTIFICATE'],
    ['sslrootcert=system sslmode=require', 'PGWRIGHT_CONNINFO'],
    ['sslnegotiation=direct sslmode=require', 'tls'],
    ['sslnegotiation=direct sslmode=prefer', 'PGWRIGHT_CONNINFO'],
    ['sslmode=require ssl_min_protocol_version=TLSv1.3', 'tls'],
    ['sslmode=require sslcert=OWN sslkey=KEY', 'tls'],
    ['sslmode=require sslcert=OWN sslkey=/nonexistent', 'PGWRIGHT_CONNINFO'],
  ])('%s: %s', async (settings, expected) => {
    const named = settings.replace('OWN', own.cert).replace('OTHER', other.cert).replace('KEY', own.key)
    expect(await tryConnect(named)).toBe(expected)
  })

  it.each([
    ['sslmode=prefer', 'plain'],
    ['sslmode=allow', 'plain'],
    ['sslmode=require', 'PGWRIGHT_CONNECT_NO_SSL'],
  ])('%s, of a server without TLS: %s', async (settings, expected) => {
    expect(await tryConnect(settings, plain.port)).toBe(expected)
  })

  it('has no meaning on a socket', async () => {
    const host = secure.cluster.connectionConfig().host
    expect(await tryConnect(`host=${host} sslmode=verify-full`)).toBe('plain')
  })
})

describe('passwords', () => {
  const app = 'user=app dbname=with_password'
  it.each([
    [`password='correct horse'`, 'tls'],
    [`password='wrong horse'`, 'PGWRIGHT_CONNECT_PASSWORD'],
    ['', 'PGWRIGHT_CONNECT_NO_PASSWORD'],
    [`password='correct horse' channel_binding=require`, 'tls'],
    [`password='correct horse' channel_binding=require sslmode=disable`, 'PGWRIGHT_CONNECT_CHANNEL_BINDING'],
    ['passfile=PASSFILE', 'tls'],
  ])('%s: %s', async (settings, expected) => {
    const passfile = await files.give('pgpass', `127.0.0.1:${secure.port}:with_password:app:correct horse\n`)
    expect(await tryConnect(`${app} ${settings.replace('PASSFILE', passfile)}`)).toBe(expected)
  })
  it('are not sent where the server trusts without binding', async () => {
    expect(await tryConnect('channel_binding=require password=x')).toBe('PGWRIGHT_CONNECT_CHANNEL_BINDING')
  })
})
