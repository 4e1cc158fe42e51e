import { chmod, mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Cluster, listServers, runDoctor, startCluster } from '../../src/engine/index.ts'
import type { Report } from '../../src/findings/index.ts'

let home: string
let cluster: Cluster
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'pgwright-doctor-'))
  cluster = await startCluster()
  await using session = await cluster.connect()
  await session.query('create role plain login')
})
afterAll(async () => {
  await cluster.stop()
  await rm(home, { recursive: true })
})

const alone = () => ({ env: {}, home, osUser: 'postgres' })

function checksOf(report: Report, severity: string): string[] {
  return report.findings.filter(finding => finding.severity === severity).map(finding => finding.check)
}

function titlesOf(report: Report): string[] {
  return report.sections.map(section => section.title)
}

describe('without a database', () => {
  it('looks at this machine only', async () => {
    const report = await runDoctor(alone())
    expect(checksOf(report, 'error')).toEqual([])
    expect(report.notAssessed).toEqual([])
    expect(titlesOf(report)).toEqual(['This machine', 'Servers', 'Checks'])
    const settings = report.facts.settings as { setting: string; value: string }[]
    for (const { version, binDir } of await listServers()) {
      expect(settings).toContainEqual(
        expect.objectContaining({ setting: `PostgreSQL ${version}`, value: binDir }),
      )
    }
  })
})

describe('with a database', () => {
  it('shows every setting with its source, and what the server says', async () => {
    const database = `host=${cluster.connectionConfig().host} user=postgres`
    const report = await runDoctor({ ...alone(), database })
    expect(titlesOf(report)).toEqual(['This machine', 'Servers', 'Connection', 'Database', 'Checks'])
    expect(report.facts.settings).toEqual(
      expect.arrayContaining([
        { probe: 'connection', setting: 'user', value: 'postgres', source: '--database' },
        { probe: 'connection', setting: 'port', value: '5432', source: 'default' },
        expect.objectContaining({ setting: 'PostgreSQL', value: cluster.server.version }),
        expect.objectContaining({ setting: 'Superuser', value: 'yes' }),
        expect.objectContaining({ setting: 'Encryption in use', value: 'none: a Unix socket' }),
      ]),
    )
    expect(report.notAssessed).toEqual([])
    expect(checksOf(report, 'info')).toEqual(expect.arrayContaining(['privileges', 'extensions']))
  })

  it('gives a remedy for missing privileges that cures the finding', async () => {
    const examine = () =>
      runDoctor({
        ...alone(),
        database: `host=${cluster.connectionConfig().host} user=plain dbname=postgres`,
      })
    const before = await examine()
    const finding = before.findings.find(({ check }) => check === 'privileges')
    expect(finding).toMatchObject({ severity: 'warning', message: expect.stringContaining('pg_monitor') })
    await using session = await cluster.connect()
    await session.execute(finding!.remedy!.sql!)
    expect((await examine()).findings.filter(({ check }) => check === 'privileges')).toEqual([])
  })

  it.each([
    [
      'postgresql://app:open-sesame@127.0.0.1:1/shop',
      /Cannot connect to postgresql:\/\/app@127.0.0.1:1\/shop/,
    ],
    ['postgresql://app:open-sesame@h:port/shop', /port that is not a number/],
    ['host=h password=open-sesame sslcrl=x', /sslcrl is not supported/],
  ])('that cannot be used, the rest is not assessed: %s', async (database, message) => {
    const report = await runDoctor({ ...alone(), database })
    expect(report.findings.find(({ check }) => check === 'connection')!.message).toMatch(message)
    expect(report.notAssessed.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['Privileges', 'Extensions', 'Clock', 'Encryption', 'Server version']),
    )
    expect(JSON.stringify(report)).not.toContain('sesame')
  })
})

describe('fix', () => {
  afterEach(() => vi.unstubAllEnvs())

  it('takes the permissions of others away from the password file', async () => {
    const file = join(home, '.pgpass')
    await writeFile(file, '*:*:*:*:open-sesame')
    await chmod(file, 0o644)
    expect(checksOf(await runDoctor(alone()), 'warning')).toContain('password-file')
    const fixed = await runDoctor({ ...alone(), fix: true })
    const repair = `Made ${file} readable by its owner only.`
    expect(fixed.facts.repaired).toContain(repair)
    expect(checksOf(fixed, 'warning')).not.toContain('password-file')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await runDoctor({ ...alone(), fix: true })).facts.repaired).not.toContain(repair)
    await rm(file)
  })

  it('makes the cache folder, removes leftovers and copies broken programs anew', async () => {
    const cache = join(home, 'cache')
    vi.stubEnv('PGWRIGHT_CACHE_DIR', cache)
    const fix = async () => (await runDoctor({ ...alone(), fix: true })).facts.repaired
    expect(checksOf(await runDoctor(alone()), 'info')).toContain('cache-folder')
    expect(await fix()).toEqual([`Made the cache folder ${cache}.`])

    const leftover = join(cache, 'runs', 'run-killed')
    await mkdir(leftover)
    await utimes(leftover, 0, 0)
    const npmServer = (await listServers()).find(({ source }) => source === 'npm')!
    const programs = join(cache, 'binaries', npmServer.build, 'bin')
    await mkdir(programs, { recursive: true })
    await writeFile(join(programs, 'postgres'), 'not a program', { mode: 0o755 })
    const broken = await runDoctor(alone())
    expect(checksOf(broken, 'warning')).toContain('cache-folder')
    expect(checksOf(broken, 'error')).toEqual(['server-programs'])

    expect(await fix()).toEqual([
      'Removed 1 leftover of dead runs.',
      expect.stringContaining(`Copied PostgreSQL ${npmServer.version} anew`),
    ])
    expect(await readdir(join(cache, 'runs'))).toEqual([])
    expect(await fix()).toEqual([])
  })

  it('that fails leaves the problem, and says why', async () => {
    const file = join(home, 'a file')
    await writeFile(file, '')
    vi.stubEnv('PGWRIGHT_CACHE_DIR', join(file, 'cache'))
    const { findings } = await runDoctor({ ...alone(), fix: true })
    const messages = findings.filter(({ check }) => check === 'cache-folder').map(({ message }) => message)
    expect(messages).toEqual([
      expect.stringContaining('is not there yet'),
      expect.stringMatching(/^The repair failed: .*cannot be used/),
    ])
  })
})
