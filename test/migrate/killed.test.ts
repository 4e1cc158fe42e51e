import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { compareLeft, type Lab, readLeft, useLab } from './lab.ts'
import { mixedHistory } from './mixed-history.ts'

const lab = useLab()
/** `npm run campaign -- --kills 200` sets the first, and reads what came of it from the second. */
const { PGWRIGHT_TEST_KILLS = '10', PGWRIGHT_TEST_KILLS_REPORT: reportFile } = process.env
const kills = Number(PGWRIGHT_TEST_KILLS)

/** Starts a run and kills it at a random moment after a random event, which it gives; nothing when it ended before. */
async function runAndKill({ start }: Lab, events: number, delayMs: number): Promise<string | undefined> {
  const child = start('up')
  const closed = once(child, 'close')
  let seen = 0
  let last = ''
  for await (const line of createInterface({ input: child.stderr! })) {
    last = line
    if (++seen >= events) break
  }
  await Promise.race([sleep(delayMs), closed])
  const isRunning = child.exitCode === null
  if (isRunning) child.kill('SIGKILL')
  await closed
  return isRunning ? describeEvent(last) : undefined
}

/** `statement of 002_indexes`; other events by their names alone. */
function describeEvent(line: string): string {
  const { event, migration, statement } = JSON.parse(line)
  const name = migration?.name ?? statement?.location.file.replace(/^.*\/|\.sql$/g, '')
  return name === undefined ? event : `${event} of ${name}`
}

test(`killed ${kills} times at random moments, it ends as it would have undisturbed`, {
  timeout: 3_600_000,
}, async () => {
  const undisturbed = await lab.open(mixedHistory)
  expect(await undisturbed.migrate('up')).toMatchObject({ exit: 0 })
  const expected = await readLeft(undisturbed.session)
  const after: string[] = []
  let histories = 0
  for (; after.length < kills; histories++) {
    const disturbed = await lab.open(mixedHistory)
    const before = after.length
    // Up to four times in one history, each time where the last left off.
    for (let run = 0; run < 4 && after.length < kills; run++) {
      const event = await runAndKill(disturbed, 1 + Math.floor(Math.random() * 25), Math.random() * 30)
      if (event === undefined) break
      after.push(event)
    }
    const ended = await disturbed.migrate('up')
    expect(ended.exit, ended.stderr).toBe(0)
    expect(
      compareLeft(expected, await readLeft(disturbed.session)),
      `killed ${after.length - before} times`,
    ).toEqual([])
  }
  if (reportFile !== undefined) writeFileSync(reportFile, JSON.stringify({ histories, after }))
})

test('the server restarts in the middle: the run connects again and goes on', async () => {
  const { migrate, session, database } = await lab.open({
    '001_a.sql': 'create table a (id int);\n',
    '002_slow.sql': 'insert into a values (1);\nselect pg_sleep(1.5);\ninsert into a values (2);\n',
  })
  const run = migrate('up')
  let pid: number | undefined
  while (pid === undefined) {
    const [row] = await session.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and query like '%pg_sleep(1.5)%' and state = 'active' and pid <> pg_backend_pid()`,
    )
    pid = row?.pid
    await sleep(10)
  }
  // The server takes the end of a backend for a crash: it ends all others, and recovers.
  process.kill(pid, 'SIGKILL')
  const { exit, stderr } = await run
  expect({ exit, stderr }).toMatchObject({ exit: 0, stderr: expect.stringContaining('connecting again') })
  await using after = await lab.cluster().connect(database)
  expect(await after.query('select id from a order by id')).toEqual([{ id: 1 }, { id: 2 }])
})
