import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openSession } from '../../src/engine/index.ts'
import { runBackfills } from '../../src/migrate/index.ts'
import { runCommand } from '../support/command.ts'
import { startStandby } from '../support/standby.ts'
import { useLab } from './lab.ts'

const lab = useLab()

test('a backfill waits while a standby is behind, and goes on when it has caught up', async () => {
  const { session, database } = await lab.open({})
  await session.execute(
    'create table t (id int primary key, n int not null default 0); insert into t select generate_series(1, 4000)',
  )
  await using standby = await openSession({ ...(await startStandby(lab.cluster())), database })
  const done = async () => (await session.query('select from t where n = 1')).length
  const told: string[] = []
  let observed: Promise<number[]> | undefined
  await runBackfills(
    { file: 'given.sql', text: 'update t set n = n + 1' },
    {
      connect: () => lab.cluster().connect(database),
      backfill: { batchRows: 100, pauseMs: 50, maxLagMs: 400 },
      onEvent(event) {
        told.push(event.kind === 'throttled' ? event.because : event.kind)
        if (told.filter(it => it === 'backfill').length === 1)
          void standby.query('select pg_wal_replay_pause()')
        if (event.kind !== 'throttled' || !event.because.includes('standby') || observed !== undefined) return
        observed = (async () => {
          const before = await done()
          await sleep(700)
          const after = await done()
          await standby.query('select pg_wal_replay_resume()')
          return [before, after]
        })()
      },
    },
  )
  expect(told).toContain('a standby is behind by more than 400 ms')
  const [before, after] = (await observed)!
  expect(before).toBeLessThan(4000)
  expect(after, 'nothing is done meanwhile').toBe(before)
  expect(await done()).toBe(4000)
})

test('on a standby nothing is migrated; where nothing is pending that is no error', async () => {
  const { migrate, folder, url, session, database } = await lab.open({
    '001_a.sql': 'create table a (id int);\n',
  })
  const { host, port } = await startStandby(lab.cluster())
  const args = ['--dir', folder, '--database', url.replace(/@.*\//, `@${encodeURIComponent(host)}:${port}/`)]
  expect(await runCommand(['migrate', 'up', '--no-review', ...args])).toMatchObject({
    exit: 3,
    stderr: expect.stringContaining('this server is a standby'),
  })
  expect(await migrate('up')).toMatchObject({ exit: 0 })
  await using standby = await openSession({ ...lab.cluster().connectionConfig(database), host, port })
  const [{ lsn }] = (await session.query<{ lsn: string }>(
    'select pg_current_wal_flush_lsn()::text as lsn',
  )) as [{ lsn: string }]
  const reached = 'select pg_last_wal_replay_lsn() >= $1::pg_lsn as "isThere"'
  while (!(await standby.query<{ isThere: boolean }>(reached, [lsn]))[0]!.isThere) await sleep(20)
  expect(await runCommand(['migrate', 'up', '--no-review', ...args])).toMatchObject({
    exit: 0,
    stdout: expect.stringContaining('Nothing is pending'),
  })
  expect(await runCommand(['migrate', 'down', ...args])).toMatchObject({ exit: 3 })
})
