import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Session } from '../../src/engine/index.ts'
import { type Lab, useLab } from './lab.ts'

const lab = useLab()

const first = { '001_t.sql': 'create table t (n int);\n' }

const oneRow = [{ n: 1 }]

/** Until somebody runs a statement with this in it. */
async function waitFor(session: Session, text: string): Promise<void> {
  const sql = `select from pg_stat_activity where state = 'active' and query like '%' || $1 || '%' and pid <> pg_backend_pid()`
  while ((await session.query(sql, [text])).length === 0) await sleep(10)
}

/** Two runners, the second of which begins while the first one is in its slow statement. */
async function runTwo({ migrate, session }: Lab) {
  await migrate('up', '--to', '001_t')
  const one = migrate('up')
  await waitFor(session, 'pg_sleep')
  const two = migrate('up')
  return Promise.all([one, two])
}

test.each([
  ['outside a transaction', 'discard all;\ninsert into t values (1);\nselect pg_sleep(1);\n'],
  [
    'in a transaction',
    'begin;\nselect pg_advisory_unlock_all();\ninsert into t values (1);\nselect pg_sleep(1);\ncommit;\n',
  ],
  [
    'in a function',
    'do $$ begin perform pg_advisory_unlock_all(); end $$;\ninsert into t values (1);\nselect pg_sleep(1);\n',
  ],
])('a script that gives its turn away %s: it is taken again, and the other runner waits', async (_, sql) => {
  const opened = await lab.open({ ...first, '002_gives.sql': sql })
  const outcomes = await runTwo(opened)
  expect(outcomes.map(({ exit, stderr }) => (exit === 0 ? 0 : stderr))).toEqual([0, 0])
  expect(await opened.session.query('select n from t')).toEqual(oneRow)
  expect(await opened.session.query("select from pgwright_ledger where version = '002_gives'")).toHaveLength(
    1,
  )
})

test('a turn that another runner has taken meanwhile: what is not committed is taken back, and is done once', async () => {
  const hidden = `do $$ begin
    if nextval('runners') = 1 then perform pg_advisory_unlock_all(); end if;
    perform pg_advisory_xact_lock_shared(42);
  end $$;`
  const { migrate, session } = await lab.open({
    ...first,
    '002_gives.sql': `begin;\ninsert into t values (1);\n${hidden}\ncommit;\n`,
  })
  await migrate('up', '--to', '001_t')
  await session.execute('create sequence runners; select pg_advisory_lock(42)')
  const runs: ReturnType<typeof migrate>[] = []
  for (const waiting of [1, 2]) {
    runs.push(migrate('up'))
    const sql = "select from pg_locks where locktype = 'advisory' and objid = 42 and not granted"
    while ((await session.query(sql)).length < waiting) await sleep(10)
  }
  await session.execute('select pg_advisory_unlock(42)')
  const [one, two] = await Promise.all(runs)
  expect(one).toMatchObject({
    exit: 5,
    stderr: expect.stringContaining('another runner has taken the turn'),
  })
  expect(two).toMatchObject({ exit: 0 })
  expect(await session.query('select n from t')).toEqual(oneRow)
})
