import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ConninfoOptions, resolveConninfo } from './conninfo.ts'
import { describeConninfo, describeTarget } from './conninfo-description.ts'
import type { Keyword } from './conninfo-keywords.ts'
import { ConninfoError } from './errors.ts'

let home: string
let system: string
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'pgwright-conninfo-'))
  system = join(home, 'etc')
  await mkdir(system)
  await writeFile(
    join(home, '.pg_service.conf'),
    '# ours\n[shop]\n  host=svc.example\nport=6000\nuser=svc user\n\n[shop]\nport=1\n[bad]\nhots=a\n[nested]\nservice=shop\n',
  )
  await writeFile(join(system, 'pg_service.conf'), '[office]\nhost=office.example\n')
  await writeFile(
    join(home, '.pgpass'),
    [
      '# host:port:dbname:user:password',
      'a.example:5432:shop:app:a-password',
      'b.example:*:*:app:b\\:pass\\\\word:ignored',
      'only:four:fields:here',
      'localhost:*:*:*:local-password',
      '\\:\\:1:5432:*:app:six-password',
      'star\\*:*:*:*:escaped',
      '*:*:none:*:first',
      '*:*:none:*:second',
    ].join('\n'),
    { mode: 0o600 },
  )
})
afterAll(() => rm(home, { recursive: true }))

async function resolve(options: ConninfoOptions) {
  return resolveConninfo({ home, osUser: 'me', ...options, env: { PGSYSCONFDIR: system, ...options.env } })
}

/** `value (source)` of some settings, the form in which the tests compare. */
async function show(options: ConninfoOptions, ...keywords: Keyword[]): Promise<string> {
  const { settings } = await resolve(options)
  return keywords.map(keyword => `${settings[keyword]?.value} (${settings[keyword]?.source})`).join(', ')
}

async function passwords(database: string, env = {}): Promise<(string | undefined)[]> {
  return (await resolve({ database, env })).attempts.map(attempt => attempt.password?.value)
}

describe('precedence', () => {
  const databases = { shop: 'postgresql://config.example/shop', office: 'host=office.example' }
  const env = {
    PGWRIGHT_DATABASE_URL: 'postgresql://own.example',
    DATABASE_URL: 'postgresql://url.example',
    PGHOST: 'pghost.example',
    PGPORT: '7000',
  }
  const { PGWRIGHT_DATABASE_URL: _, ...withoutOwn } = env
  const cases: [string, ConninfoOptions, string][] = [
    ['the option first', { database: 'host=given', databases, env }, 'given (--database), 7000 (PGPORT)'],
    [
      'a name means the configuration',
      { database: 'shop', databases, env },
      'config.example (config databases.shop), 7000 (PGPORT)',
    ],
    ['then our variable', { databases, env }, 'own.example (PGWRIGHT_DATABASE_URL), 7000 (PGPORT)'],
    ['then DATABASE_URL', { databases, env: withoutOwn }, 'url.example (DATABASE_URL), 7000 (PGPORT)'],
    [
      'then the only database of the configuration',
      { databases: { shop: databases.shop }, env: { PGHOST: 'pghost.example' } },
      'config.example (config databases.shop), 5432 (default)',
    ],
    [
      'or the default one',
      { databases: { ...databases, default: 'host=d' } },
      'd (config databases.default), 5432 (default)',
    ],
    ['then the variables', { env: { PGHOST: 'h', PGPORT: '1' } }, 'h (PGHOST), 1 (PGPORT)'],
    [
      'a service before the variables',
      { env: { PGSERVICE: 'shop', PGHOST: 'h' } },
      'svc.example (service file ~/.pg_service.conf [shop]), 6000 (service file ~/.pg_service.conf [shop])',
    ],
    [
      'what is given before its service',
      { database: 'service=shop port=1' },
      'svc.example (service file ~/.pg_service.conf [shop]), 1 (--database)',
    ],
    [
      'an empty value means the default',
      { database: 'port=', env: { PGHOST: 'h', PGPORT: '1' } },
      'h (PGHOST), 5432 (default)',
    ],
  ]
  it.each(cases)('%s', async (_, options, expected) => {
    expect(await show(options, 'host', 'port')).toBe(expected)
  })

  it('fills in user and database as libpq does', async () => {
    expect(await show({}, 'user', 'dbname')).toBe('me (default), me (default)')
    expect(await show({ env: { PGUSER: 'app' } }, 'user', 'dbname')).toBe('app (PGUSER), app (default)')
    expect(await show({ database: 'plain' }, 'user', 'dbname')).toBe('me (default), plain (--database)')
  })

  it('strengthens sslmode for the certificates of the system', async () => {
    expect(await show({ database: 'sslrootcert=system' }, 'sslmode')).toBe('verify-full (default)')
    expect(await show({ database: 'sslrootcert=system sslmode=require' }, 'sslmode')).toBe(
      'require (--database)',
    )
  })
})

describe('what is refused', () => {
  const databases = { shop: '', office: '' }
  const cases: [ConninfoOptions, RegExp][] = [
    [{ databases }, /databases shop and office, and none is named "default"/],
    [{ database: 'shpo', databases }, /Did you mean "shop"/],
    [{ database: 'mysql://root:secret@h/d' }, /--database is no PostgreSQL URL: it begins with "mysql:"/],
    [{ env: { DATABASE_URL: 'file:./dev.db' } }, /DATABASE_URL is no PostgreSQL URL/],
    [{ database: 'postgresql:app:secret@h/d' }, /begins with "postgresql:"/],
    [{ env: { DATABASE_URL: 'postgresql://h?usr=a' } }, /"usr".*Did you mean "user".*\(DATABASE_URL\)/],
    [{ database: 'sslmode=no-verify' }, /sslmode cannot be "no-verify" \(--database\); it is one of disable/],
    [
      { env: { PGCONNECT_TIMEOUT: 'soon' } },
      /connect_timeout has to be a whole number \(PGCONNECT_TIMEOUT\)/,
    ],
    [{ database: 'sslcrl=x' }, /sslcrl is not supported .* revocation/],
    [{ database: 'require_auth=scram-sha-256' }, /require_auth is not supported/],
    [{ database: 'host=a,b hostaddr=127.0.0.1' }, /host has 2 names, hostaddr 1 address/],
    [{ database: 'host=a,b port=1,2,3' }, /port has 3 numbers for 2 hosts/],
    [{ database: 'port=0' }, /1 to 65535 \(--database\)/],
    [{ database: 'host=a,b port=1,x' }, /1 to 65535/],
    [{ database: 'hostaddr=db.example' }, /IP addresses only/],
    [{ database: 'service=nope' }, /No service file defines the service "nope"/],
    [{ database: 'service=offic' }, /Did you mean "office"/],
    [{ database: 'service=bad' }, /unknown keyword.*line 10/],
    [{ database: 'service=nested' }, /cannot refer to another one/],
    [
      { database: 'service=shop', env: { PGSERVICEFILE: '/no/such/file' } },
      /service file \/no\/such\/file is not there/,
    ],
  ]
  it.each(cases)('%o', async (options, message) => {
    const error = await resolve(options).catch((error: unknown) => error)
    expect(error).toBeInstanceOf(ConninfoError)
    expect((error as Error).message).toMatch(message)
    expect((error as Error).message).not.toContain('secret')
  })
})

describe('addresses', () => {
  const cases: [string, string[]][] = [
    ['host=a', ['a:5432']],
    ['host=a,b port=1', ['a:1', 'b:1']],
    ['host=a,b port=1,', ['a:1', 'b:5432']],
    ['host=/tmp,b port=1,2', ['/tmp:1 socket', 'b:2']],
    ['host=@abstract', ['@abstract:5432 socket']],
    ['hostaddr=127.0.0.1,::1 port=1', ['127.0.0.1:1 at 127.0.0.1', '::1:1 at ::1']],
    ['host=a,b hostaddr=127.0.0.1,', ['a:5432 at 127.0.0.1', 'b:5432']],
  ]
  it.each(cases)('%s', async (database, expected) => {
    const { attempts } = await resolve({ database })
    expect(
      attempts.map(
        ({ host, hostaddr, port, isSocket }) =>
          `${host}:${port}${hostaddr ? ` at ${hostaddr}` : ''}${isSocket ? ' socket' : ''}`,
      ),
    ).toEqual(expected)
  })
})

describe('the password', () => {
  it('comes from the file, for each host by itself', async () => {
    expect(await passwords('host=a.example,b.example,c.example user=app dbname=shop')).toEqual([
      'a-password',
      'b:pass\\word',
      undefined,
    ])
    expect(await passwords('host=::1 user=app')).toEqual(['six-password'])
    expect(await passwords('host=star* dbname=x')).toEqual(['escaped'])
    expect(await passwords('host=h dbname=none')).toEqual(['first'])
  })
  it('of a socket in the default folder is that of localhost', async () => {
    expect(await passwords('user=app dbname=shop')).toEqual(['local-password'])
    expect(await passwords('host=/elsewhere user=app dbname=shop')).toEqual([undefined])
  })
  it('given is nearer than the variable, that nearer than the file', async () => {
    const database = 'host=a.example user=app dbname=shop'
    expect(await passwords(`${database} password=x`, { PGPASSWORD: 'y' })).toEqual(['x'])
    expect(await passwords(database, { PGPASSWORD: 'y' })).toEqual(['y'])
    expect(await passwords(database, { PGPASSWORD: '' })).toEqual(['a-password'])
  })
  it('in a file that others may read is not used', async () => {
    const passfile = join(home, 'open.pgpass')
    await writeFile(passfile, '*:*:*:*:exposed')
    await chmod(passfile, 0o640)
    const { attempts, warnings } = await resolve({ database: `host=h passfile=${passfile}` })
    expect(attempts[0]!.password).toBeUndefined()
    expect(warnings).toEqual([expect.stringContaining('chmod 0600')])
  })
  it('is never shown', async () => {
    const conninfo = await resolve({
      database: 'postgresql://app:hidden@a.example,b.example:1/shop?sslpassword=hidden',
    })
    const shown = describeConninfo(conninfo)
    expect(JSON.stringify(shown)).not.toContain('hidden')
    expect(shown).toContainEqual({ keyword: 'password', value: '***', source: '--database' })
    expect(describeTarget(conninfo)).toBe('postgresql://app@a.example:5432,b.example:1/shop')
  })
})

it('warns of what has no effect', async () => {
  const { warnings } = await resolve({
    database: 'postgresql://h?schema=x&keepalives_count=3&client_encoding=latin1',
  })
  expect(warnings).toEqual([
    expect.stringContaining("Prisma's"),
    expect.stringContaining('client_encoding has no effect'),
    expect.stringContaining('keepalives_count has no effect'),
  ])
})
