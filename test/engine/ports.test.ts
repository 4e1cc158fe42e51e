import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { openCache } from '../../src/engine/cache.ts'
import {
  type Cluster,
  ConninfoError,
  openSession,
  runDoctor,
  ServerStartError,
  startCluster,
} from '../../src/engine/index.ts'
import { listSocketParents } from '../../src/engine/reach.ts'
import { openRun } from '../../src/engine/run.ts'
import { testedMajors } from '../support/majors.ts'
import { leftoversOf, makeFolder, poll, processesOf, startOwner } from './scratch.ts'

let cache: string
beforeAll(() => {
  cache = makeFolder()
})
afterAll(() => rmSync(cache, { recursive: true }))

/** A cache whose runs are those of one test only. */
function useOwnCache(): void {
  vi.stubEnv('PGWRIGHT_CACHE_DIR', cache)
}
afterEach(() => vi.unstubAllEnvs())

const isNothing = (left: string[]) => left.length === 0

async function ask(cluster: Cluster): Promise<unknown> {
  await using session = await cluster.connect()
  return (await session.query('select 6 * 7 as answer'))[0]
}

/** Takes as many ports in a row as wanted, none that a system or a server of ours picks; the next one is free. */
async function takePorts(count: number): Promise<{ first: number; servers: Server[] }> {
  for (let first = 30_000 + randomInt(2_000); ; first += count + 1) {
    const servers: Server[] = []
    for (let port = first; port <= first + count && (await listen(port, servers)); port++);
    if (servers.length > count) {
      await close([servers.pop()!])
      return { first, servers }
    }
    await close(servers)
  }
}

async function listen(port: number, servers: Server[]): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1')
  const isListening = await once(server, 'listening').then(
    () => true,
    () => false,
  )
  if (isListening) servers.push(server)
  return isListening
}

async function close(servers: Server[]): Promise<void> {
  for (const server of servers) await new Promise(resolve => server.close(resolve))
}

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  const isConnected = await once(socket, 'connect').then(
    () => true,
    () => false,
  )
  socket.destroy()
  return isConnected
}

describe.each(testedMajors)('on a port, PostgreSQL %i', major => {
  it('starts, is kept as a template, and starts from it, by whichever way', async () => {
    vi.stubEnv('PGWRIGHT_PORTS', '20000-29999')
    const key = `port ${process.pid}`
    await using cluster = await startCluster({ major })
    const before = cluster.connectionConfig()
    expect(before).toMatchObject({ host: '127.0.0.1', password: expect.stringMatching(/^.{32}$/) })
    const session = await cluster.connect()
    await session.execute('create table t as select 1 as one')
    // What a history does to the password of its superuser lasts until the next start.
    await session.execute(`alter role postgres password 'changed'`)
    await session.close()
    await cluster.saveTemplate(key)
    expect(await ask(cluster)).toEqual({ answer: 42 })

    await using second = await startCluster({ major, template: key })
    expect(second.connectionConfig().password).not.toBe(before.password)
    vi.stubEnv('PGWRIGHT_PORTS', '')
    await using third = await startCluster({ major, template: key })
    expect(existsSync(third.connectionConfig().host)).toBe(true)
    for (const one of [second, third]) {
      await using again = await one.connect()
      expect(await again.query('table t')).toEqual([{ one: 1 }])
    }
  })
})

describe('on a port', () => {
  it('nobody gets in without the password, and nothing gives it away', async () => {
    useOwnCache()
    vi.stubEnv('PGWRIGHT_PORTS', '20000-29999')
    await using cluster = await startCluster()
    const config = cluster.connectionConfig()
    await using session = await cluster.connect()
    await session.execute('create role plain login')
    for (const wrong of [
      { password: 'wrong' },
      { password: '' },
      { user: 'plain' },
      { user: 'plain', password: '' },
      { replication: 'true', password: 'wrong' },
    ]) {
      const failure = await openSession({ ...config, ...wrong }).catch(error => error)
      expect(`${failure.sqlstate} ${failure.message}`).toMatch(/28P01|password must be a (non-empty )?string/)
      expect(JSON.stringify(failure)).not.toContain(config.password)
    }
    const [{ methods }] = (await session.query(
      'select array_agg(distinct auth_method) as methods from pg_hba_file_rules',
    )) as [{ methods: string[] }]
    expect(methods).toEqual(['scram-sha-256'])

    const [run] = readdirSync(join(cache, 'runs')).map(name => join(cache, 'runs', name))
    expect(statSync(join(run!, 'hba')).mode & 0o777).toBe(0o600)
    expect([...processesOf(run!).values()].join('\n')).not.toContain(config.password)
    for (const file of readdirSync(run!, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue
      expect(readFileSync(join(file.parentPath, file.name)).includes(config.password as string)).toBe(false)
    }
  })

  it('one that is taken leads to another, and none left to an error that says what to do', async () => {
    const { first, servers } = await takePorts(4)
    try {
      const free = first + servers.length
      vi.stubEnv('PGWRIGHT_PORTS', `${first}-${free}`)
      await using cluster = await startCluster()
      expect(cluster.connectionConfig().port).toBe(free)
      expect(await ask(cluster)).toEqual({ answer: 42 })
      const failure = await startCluster().catch(error => error)
      expect(failure).toBeInstanceOf(ServerStartError)
      expect(failure.message).toContain('Address already in use')
      expect(failure.hint).toMatch(/TMPDIR.*PGWRIGHT_PORTS/)
    } finally {
      await close(servers)
    }
  })

  it('eight at once share sixteen', { timeout: 240_000 }, async () => {
    const { first, servers } = await takePorts(16)
    await close(servers)
    vi.stubEnv('PGWRIGHT_PORTS', `${first}-${first + 15}`)
    const owners = Array.from({ length: 8 }, () => startOwner('once', cache))
    await Promise.all(owners.map(owner => owner.end))
    for (const owner of owners) expect(owner.lines.at(-1), owner.lines.join('\n')).toBe('done')
    await poll(() => leftoversOf(cache), isNothing)
  })

  it('nothing is left after kill -9 of the owner, or of its supervisor too and the next start', async () => {
    const { first, servers } = await takePorts(1)
    await close(servers)
    vi.stubEnv('PGWRIGHT_PORTS', `${first}-${first}`)
    for (const isSupervisorKilled of [false, true]) {
      const owner = startOwner('hold', cache)
      await poll(
        () => owner.lines,
        lines => lines.some(line => line.startsWith('running')),
      )
      expect(await isOpen(first)).toBe(true)
      const shells = [...processesOf(join(cache, 'runs'))].filter(([, args]) => args.startsWith('/bin/sh'))
      if (isSupervisorKilled) process.kill(Math.min(...shells.map(([pid]) => pid)), 'SIGKILL')
      owner.child.kill('SIGKILL')
      await owner.end
      if (isSupervisorKilled) {
        // The next start collects what is left, and so finds the only port free.
        const next = startOwner('once', cache)
        await next.end
        expect(next.lines.at(-1)).toBe('done')
      }
      await poll(() => leftoversOf(cache), isNothing)
      expect(await isOpen(first)).toBe(false)
    }
  })
})

describe('a server comes to listen on a port', () => {
  it('where no folder for its socket can be made', async () => {
    useOwnCache()
    const run = await openRun(await openCache(), ['/nowhere', join(cache, 'not', 'there')])
    try {
      expect(run.reaches[0]).toMatchObject({ host: '127.0.0.1', settings: { unix_socket_directories: '' } })
    } finally {
      await run.end()
    }
    expect(leftoversOf(cache)).toEqual([])
  })

  it('where there is a folder, but it takes no socket', async () => {
    await using cluster = await startCluster()
    const { host } = cluster.connectionConfig()
    const socket = join(host, '.s.PGSQL.5432')
    await rm(socket)
    await mkdir(socket)
    await cluster.saveTemplate('without socket')
    expect(cluster.connectionConfig().host).toBe('127.0.0.1')
    expect(await ask(cluster)).toEqual({ answer: 42 })
    await cluster.stop()
    expect(existsSync(host)).toBe(false)
  })

  it('not because TMPDIR is too long: /tmp is tried as well', () => {
    vi.stubEnv('TMPDIR', `/${'long'.repeat(20)}`)
    expect(listSocketParents()).toEqual(['/tmp'])
    vi.stubEnv('PGWRIGHT_PORTS', '20000-20000')
    expect(listSocketParents()).toEqual([])
  })
})

describe('PGWRIGHT_PORTS', () => {
  it.each(['off', '20000', '2-1', '0-10', '1-65536', '1-2-3'])('refuses %s', async ports => {
    vi.stubEnv('PGWRIGHT_PORTS', ports)
    const failure = await startCluster().catch(error => error)
    expect(failure).toBeInstanceOf(ConninfoError)
    expect(failure.exit).toBe(2)
    const { notAssessed } = await runDoctor({ env: {}, home: cache })
    expect(notAssessed).toEqual([{ what: 'Folder for sockets', because: failure.message }])
  })

  it('is shown by doctor', async () => {
    const settings = async () => (await runDoctor({ env: {}, home: cache })).facts.settings
    const source = { probe: 'socket-folder', setting: 'Servers listen on' }
    expect(await settings()).toContainEqual({ ...source, value: 'sockets in /tmp', source: 'default' })
    vi.stubEnv('PGWRIGHT_PORTS', '20000-20099')
    const value = '127.0.0.1, ports 20000 to 20099'
    expect(await settings()).toContainEqual({ ...source, value, source: 'PGWRIGHT_PORTS' })
  })
})
