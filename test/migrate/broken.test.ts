import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runCommand } from '../support/command.ts'
import { makeFolder } from '../support/folder.ts'
import { compareLeft, readLeft, useLab } from './lab.ts'
import { mixedHistory } from './mixed-history.ts'
import { startProxy } from './proxy.ts'

const lab = useLab()

test('a connection that breaks again and again: the run comes back each time, and ends as it would have', async () => {
  const undisturbed = await lab.open(mixedHistory)
  await undisturbed.migrate('up')
  const { folder, session, database } = await lab.open(mixedHistory)
  const { host, port } = lab.cluster().connectionConfig()
  const way = makeFolder()
  const drops = Array.from({ length: 8 }, () => 300 + Math.floor(Math.random() * 6_000))
  const proxy = await startProxy(way, join(host, `.s.PGSQL.${port}`), drops)
  onTestFinished(() => void proxy.close())
  const url = `postgres://postgres@${encodeURIComponent(way)}:5432/${database}`
  const { exit, stderr } = await runCommand([
    'migrate',
    'up',
    '--no-review',
    '--dir',
    folder,
    '--database',
    url,
  ])
  expect({ exit, stderr, drops }).toMatchObject({
    exit: 0,
    stderr: expect.stringContaining('connecting again'),
  })
  expect(compareLeft(await readLeft(undisturbed.session), await readLeft(session)), String(drops)).toEqual([])
})

test('fifty megabytes of COPY', async () => {
  const line = `${'x'.repeat(99)}\n`
  const { migrate, session } = await lab.open({
    '001_seed.sql': `create table seed (text text);\ncopy seed from stdin;\n${line.repeat(500_000)}\\.\nanalyze seed;\n`,
  })
  const { exit, stderr } = await migrate('up')
  expect({ exit, stderr }).toMatchObject({ exit: 0 })
  expect(await session.query('select count(*)::int as rows, max(length(text)) as length from seed')).toEqual([
    { rows: 500_000, length: 99 },
  ])
})

const owner = () => statSync(lab.cluster().connectionConfig().host)

/** Root may mount a small disk. */
const canMount = process.getuid?.() === 0

test.runIf(canMount)(
  'a full disk of the server: nothing is half there, and it goes on when there is room',
  async () => {
    const { migrate, session } = await lab.open({
      '001_small.sql':
        'begin;\ncreate table small (text text) tablespace little;\ninsert into small select repeat(md5(n::text), 60) from generate_series(1, 10000) n;\ncommit;\n',
      '002_index.sql': 'create index concurrently small_text on small (md5(text)) tablespace little;\n',
    })
    const disk = mkdtempSync('/tmp/pgwright-disk-')
    const { uid, gid } = owner()
    execFileSync('mount', [
      '-t',
      'tmpfs',
      '-o',
      `size=8m,mode=700,uid=${uid},gid=${gid}`,
      'pgwright-test',
      disk,
    ])
    onTestFinished(() => {
      execFileSync('umount', ['-l', disk])
      rmSync(disk, { recursive: true })
    })
    await session.execute(`create tablespace little location '${disk}'`)
    const failed = await migrate('up')
    expect(failed).toMatchObject({ exit: 1, stderr: expect.stringContaining('No space left on device') })
    expect(await session.query("select to_regclass('small') as small")).toEqual([{ small: null }])
    execFileSync('mount', ['-o', 'remount,size=64m', disk])
    expect(await migrate('up')).toMatchObject({ exit: 0 })
    expect(await session.query('select count(*)::int as rows from small')).toEqual([{ rows: 10_000 }])
    await session.execute('drop table small')
    await session.execute('drop tablespace little')
  },
)
