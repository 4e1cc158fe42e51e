import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { diffCatalogs, readCatalog } from '../../src/catalog/index.ts'
import { planChanges } from '../../src/ddl/index.ts'
import { type Cluster, startCluster } from '../../src/engine/index.ts'

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster()
})
afterAll(() => cluster.stop())

let count = 0

/** Makes two databases, one what the other should be, changes the one, and gives its rows when both are the same. */
async function change(from: string, to: string, rows?: string) {
  const [one, other] = [`one_${++count}`, `other_${count}`]
  await cluster.createDatabase(one)
  await cluster.createDatabase(other)
  await using session = await cluster.connect(one)
  await using target = await cluster.connect(other)
  await session.execute(from)
  await target.execute(to)
  const [version] = await session.query<{ major: number }>(
    `select current_setting('server_version_num')::int / 10000 as major`,
  )
  const wanted = await readCatalog(target, { hasDependencies: true })
  const plan = await planChanges(await readCatalog(session, { hasDependencies: true }), wanted, version!)
  const refusals = plan.refusals.map(({ object }) => object)
  const steps = plan.steps.map(({ sql }) => sql)
  const loses = plan.steps.flatMap(step => step.loses ?? [])
  if (refusals.length > 0) return { refusals, steps, loses, rows: [] }
  for (const sql of steps) {
    await session.execute(sql).catch(error => {
      throw new Error(`${sql}: ${error.message}`)
    })
  }
  expect(diffCatalogs(await readCatalog(session), wanted)).toEqual([])
  return { refusals, steps, loses, rows: rows === undefined ? [] : await session.query(rows) }
}

describe('an enum', () => {
  it('gets labels where they should stand', async () => {
    const { steps } = await change(
      `create type state as enum ('b', 'd')`,
      `create type state as enum ('a', 'b', 'c', 'd', 'e', 'f')`,
    )
    expect(steps).toEqual([
      `ALTER TYPE public.state ADD VALUE 'a' BEFORE 'b'`,
      `ALTER TYPE public.state ADD VALUE 'c' BEFORE 'd'`,
      `ALTER TYPE public.state ADD VALUE 'e'`,
      `ALTER TYPE public.state ADD VALUE 'f'`,
    ])
  })

  it('has a label renamed that stands where another one stood', async () => {
    const { steps } = await change(
      `create type state as enum ('a', 'b', 'c')`,
      `create type state as enum ('a', 'x', 'c')`,
    )
    expect(steps).toEqual([`ALTER TYPE public.state RENAME VALUE 'b' TO 'x'`])
  })

  it('loses a label, and everything that holds or names the type goes over to the new one', async () => {
    const schema = (labels: string) => `
      create type state as enum (${labels});
      grant usage on type state to pg_monitor; comment on type state is 'where it stands';
      create table jobs (
        id int primary key, state state not null default 'open', past state[] default '{open}', note text,
        is_open boolean generated always as (state = 'open') stored,
        constraint not_both check (state <> 'done' or note is not null));
      create index jobs_open on jobs (id) where state = 'open';
      create index jobs_state on jobs (state, id);
      create table old_jobs () inherits (jobs);
      create view open_jobs as select id, state from jobs where state = 'open';
      create view all_states as select distinct state from open_jobs;
      create function next(state) returns state language sql as 'select $1';
      alter table jobs enable row level security;
      create policy mine on jobs using (state <> 'done');`
    const { rows, loses, refusals } = await change(
      `${schema(`'open', 'lost', 'done'`)}
        insert into jobs (id, state, past) values (1, 'open', '{done,open}');`,
      schema(`'open', 'done'`),
      'select id, state, past, is_open from jobs',
    )
    expect({ rows, loses, refusals }).toEqual({
      refusals: [],
      rows: [{ id: 1, state: 'open', past: '{done,open}', is_open: true }],
      loses: [],
    })
  })
})
