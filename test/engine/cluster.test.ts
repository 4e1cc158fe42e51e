import { describe, expect, it } from 'vitest'
import {
  findServer,
  hasTemplate,
  listServers,
  NoServerError,
  NoTemplateError,
  ServerStartError,
  startCluster,
} from '../../src/engine/index.ts'

const servers = await listServers()

describe.each(servers)('PostgreSQL $version ($source)', server => {
  it('starts, takes what people write, is kept as a template, and starts from it', async () => {
    const key = `test ${process.pid}`
    await using cluster = await startCluster({ server, settings: { work_mem: '7MB' } })
    expect(cluster.server).toEqual(server)
    const session = await cluster.connect()
    expect(session.major).toBe(server.major)
    const [facts] = await session.query(`
      select upper('é') as upper, 'B' < 'a' as by_code_point, getdatabaseencoding() as encoding,
        current_setting('work_mem') as work_mem, now()::text like '%+00' as is_utc,
        'a' < 'B' collate "und-x-icu" as has_icu`)
    expect(facts).toEqual({
      upper: 'É',
      by_code_point: true,
      encoding: 'UTF8',
      work_mem: '7MB',
      is_utc: true,
      has_icu: true,
    })
    await session.execute('create role clerk')
    await session.execute('create database shop owner clerk')
    await session.execute('create publication everything for all tables')
    expect(session.takeNotices()).toEqual([])
    const shop = await cluster.connect('shop')
    await shop.execute('create table orders as select generate_series(1, 1000) as id')
    await session.close()
    await shop.close()

    expect(await hasTemplate(key, server)).toBe(false)
    await cluster.saveTemplate(key)
    expect(await hasTemplate(key, server)).toBe(true)

    for (const owner of [cluster, await startCluster({ server, template: key })]) {
      const again = await owner.connect('shop')
      expect(await again.query('select sum(id) from orders')).toEqual([{ sum: 500_500 }])
      expect(await again.query("select rolname from pg_roles where rolname = 'clerk'")).toHaveLength(1)
      await again.close()
      await owner.stop()
    }
  })
})

describe('a cluster', () => {
  it('clones and drops databases, in use or not', async () => {
    await using cluster = await startCluster()
    await cluster.createDatabase('a "b"')
    const session = await cluster.connect('a "b"')
    await session.execute('create table t as select 1 as one')
    await session.close()
    await cluster.createDatabase('copy', { template: 'a "b"' })
    const copy = await cluster.connect('copy')
    expect(await copy.query('table t')).toEqual([{ one: 1 }])
    await cluster.dropDatabase('copy')
    await cluster.dropDatabase('copy')
    await expect(copy.query('select 1')).rejects.toThrow('ended unexpectedly')
    await expect(cluster.connect('copy')).rejects.toMatchObject({ sqlstate: '3D000' })
  })

  it('can be stopped twice', async () => {
    const cluster = await startCluster()
    await cluster.stop()
    await cluster.stop()
  })

  it('says why it does not start', async () => {
    const failure = await startCluster({ settings: { work_mem: 'plenty' } }).catch(error => error)
    expect(failure).toBeInstanceOf(ServerStartError)
    expect(failure.message).toContain('invalid value for parameter "work_mem": "plenty"')
    expect(failure.exit).toBe(3)
  })

  it('needs a template that is there', async () => {
    await expect(startCluster({ template: 'never made' })).rejects.toBeInstanceOf(NoTemplateError)
  })
})

describe('servers', () => {
  it('are the newest unless a major is asked for', async () => {
    expect(await findServer()).toEqual(servers[0])
    for (const { major } of servers) {
      expect(await findServer(major)).toEqual(servers.find(server => server.major === major))
    }
  })

  it('that are missing come with the command that installs them', async () => {
    const failure = await findServer(9).catch(error => error)
    expect(failure).toBeInstanceOf(NoServerError)
    expect(failure).toMatchObject({
      exit: 3,
      message: expect.stringContaining('no PostgreSQL 9 on this machine'),
    })
    expect(failure.hint).toContain('PostgreSQL 9')
  })
})
