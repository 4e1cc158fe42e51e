import { chown, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findServerAccount } from '../../src/engine/account.ts'
import { type Cluster, connectTarget, startCluster, TargetError } from '../../src/engine/index.ts'
import { resolveAlone } from './conninfo-servers.ts'

const folders: Record<string, string> = { nobody: '/nonexistent/folder' }
const clusters: Cluster[] = []

beforeAll(async () => {
  await start('primary', {})
  await start('readonly', { default_transaction_read_only: 'on' })
  await becomeStandby(await start('standby', {}))
})
afterAll(() => Promise.all(clusters.map(cluster => cluster.stop())))

async function start(name: string, settings: Record<string, string>): Promise<Cluster> {
  const cluster = await startCluster({ settings: { cluster_name: name, ...settings } })
  clusters.push(cluster)
  folders[name] = cluster.connectionConfig().host
  return cluster
}

/** A data directory with `standby.signal` in it starts as a standby, even of nobody. */
async function becomeStandby(cluster: Cluster): Promise<void> {
  const session = await cluster.connect()
  const [row] = await session.query<{ folder: string }>(`select current_setting('data_directory') as folder`)
  await session.close()
  const signal = join(row!.folder, 'standby.signal')
  await writeFile(signal, '')
  const account = await findServerAccount()
  if (account) await chown(signal, account.uid, account.gid)
  await cluster.saveTemplate('test-standby')
}

async function connect(attributes: string, ...names: string[]) {
  const hosts = names.map(name => folders[name]).join(',')
  return connectTarget(await resolveAlone(`host=${hosts} user=postgres target_session_attrs=${attributes}`))
}

describe('target_session_attrs', () => {
  it.each([
    ['any', 'nobody primary standby', 'primary'],
    ['any', 'standby primary', 'standby'],
    ['read-write', 'readonly standby primary', 'primary'],
    ['read-only', 'primary readonly', 'readonly'],
    ['read-only', 'primary standby', 'standby'],
    ['primary', 'standby readonly', 'readonly'],
    ['standby', 'nobody primary readonly standby', 'standby'],
    ['prefer-standby', 'primary standby', 'standby'],
    ['prefer-standby', 'nobody primary readonly', 'primary'],
  ])('%s of %s is %s', async (attributes, names, expected) => {
    await using session = await connect(attributes, ...names.split(' '))
    expect(await session.query(`select current_setting('cluster_name') as name`)).toEqual([
      { name: expected },
    ])
    await expect(session.query('create table t ()')).rejects.toThrow(/read-only|recovery/)
  })

  it('says of every address why not', async () => {
    const error = await connect('standby', 'nobody', 'primary', 'readonly').catch((error: unknown) => error)
    expect(error).toBeInstanceOf(TargetError)
    const { message, code, exit } = error as TargetError
    expect({ code, exit }).toEqual({ code: 'PGWRIGHT_CONNECT_MISFIT', exit: 3 })
    expect(message.split('\n')).toEqual([
      expect.stringContaining('Cannot connect to postgresql://postgres@'),
      expect.stringMatching(/nonexistent.folder.*ENOENT/),
      expect.stringMatching(/is not standby/),
      expect.stringMatching(/is not standby/),
    ])
  })
})

it('balances the load over all hosts', async () => {
  const database = `host=${folders.primary},${folders.readonly} user=postgres load_balance_hosts=random`
  const conninfo = await resolveAlone(database)
  const seen = new Set<unknown>()
  // The chance that one of two is never first in 40 is below one in 10^11.
  for (let i = 0; i < 40 && seen.size < 2; i++) {
    await using session = await connectTarget(conninfo)
    const [row] = await session.query<{ name: string }>(`select current_setting('cluster_name') as name`)
    seen.add(row!.name)
  }
  expect(seen).toEqual(new Set(['primary', 'readonly']))
})

it('sessions cannot write and do not wait for ever, unless told so', async () => {
  const conninfo = await resolveAlone(`host=${folders.primary} user=postgres options='-c geqo=off'`)
  const settings = `select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
    current_setting('transaction_read_only') as "readOnly", current_setting('application_name') as application,
    current_setting('geqo') as geqo`
  await using careful = await connectTarget(conninfo, { readOnly: undefined })
  expect(await careful.query(settings)).toEqual([
    { statement: '1min', lock: '2s', readOnly: 'on', application: 'pgwright', geqo: 'off' },
  ])
  await using free = await connectTarget(conninfo, { readOnly: false, lockTimeoutMs: 5_000 })
  expect(await free.query(settings)).toEqual([
    { statement: '1min', lock: '5s', readOnly: 'off', application: 'pgwright', geqo: 'off' },
  ])
})
