import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { installBinaries } from '../../src/engine/binaries.ts'
import { openCache } from '../../src/engine/cache.ts'
import { type Cluster, ConnectionError, DatabaseError, openSession } from '../../src/engine/index.ts'
import { openRun } from '../../src/engine/run.ts'
import type { ConnectionConfig } from '../../src/engine/session.ts'
import { serverArguments } from '../../src/engine/settings.ts'

/** Starts a standby that follows a server of ours until the test has finished: a copy of its data directory, made while it runs. */
export async function startStandby(primary: Cluster): Promise<ConnectionConfig> {
  const cache = await openCache()
  const run = await openRun(cache)
  onTestFinished(() => run.end())
  const { supervisor, data } = run
  await using session = await primary.connect()
  const [begin, end] =
    session.major < 15
      ? ["pg_start_backup('standby', true, false)", 'pg_stop_backup(false, false)']
      : ["pg_backup_start('standby', true)", 'pg_backup_stop(false)']
  await session.query(`select ${begin}`)
  const [source] = await session.query<{ data: string }>("select current_setting('data_directory') as data")
  await supervisor.run('cp', '-a', `${source!.data}/.`, data)
  const [backup] = await session.query<{ labelfile: string }>(`select labelfile from ${end}`)
  const write = 'cd "$1" && printf %b "$2" > backup_label && touch standby.signal && rm -f postmaster.pid'
  // A command of the supervisor is one line.
  await supervisor.run('sh', '-c', write, 'sh', data, backup!.labelfile.replaceAll('\n', '\\n'))
  const { host, port, user } = primary.connectionConfig()
  const postgres = join(await installBinaries(primary.server, cache), 'postgres')
  const [reach] = run.reaches
  await supervisor.startServer(
    postgres,
    ...serverArguments(data, reach!, { primary_conninfo: `host=${host} port=${port} user=${user}` }),
  )
  const config = { ...primary.connectionConfig(), host: reach!.host, port: reach!.port }
  while (!(await answers(config))) await sleep(20)
  return config
}

async function answers(config: ConnectionConfig): Promise<boolean> {
  try {
    await (await openSession(config)).close()
    return true
  } catch (error) {
    // cannot_connect_now: it is still starting up.
    if (error instanceof ConnectionError || (error instanceof DatabaseError && error.sqlstate === '57P03'))
      return false
    throw error
  }
}
