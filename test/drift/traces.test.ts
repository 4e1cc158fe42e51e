import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { takeSnapshot, writeSnapshot } from '../../src/catalog/index.ts'
import { findDrift } from '../../src/drift/index.ts'
import type { Finding } from '../../src/findings/index.ts'
import { makeFolder } from '../support/folder.ts'
import { conninfoOf, openShop, type Shop } from './shop.ts'

const roles = `
create role "App Owner" login;
create role team;
create role anna login in role team;
create role bert login;
create role looker login`

const schema = `
create table mine (id int primary key, name text);
alter table mine owner to "App Owner";
create function ours() returns int language sql as 'select 1';
alter function ours() owner to team;
create view seen as select name from mine;
comment on view seen is 'old';
create table gone (id int)`

const edits = `
alter table mine add extra int default 1;
alter table mine add constraint name_known check (name is not null);
create or replace function ours() returns int language sql as 'select 2';
comment on view seen is 'new';
drop table gone;
create schema attic;
alter role bert createdb`

let timed: Shop
let plain: Shop

beforeAll(async () => {
  ;[timed, plain] = await Promise.all([openShop({ track_commit_timestamp: 'on' }), openShop()])
  for (const shop of [timed, plain]) {
    await using session = await shop.open('postgres')
    await session.execute(roles)
  }
})
afterAll(() => Promise.all([timed.cluster.stop(), plain.cluster.stop()]))

/** A snapshot of the schema as it was, the database as it is now, and when it was edited. */
async function edit({ cluster }: Shop, database: string, more = '') {
  await cluster.createDatabase(database)
  await using session = await cluster.connect(database)
  await session.execute(schema)
  const file = join(makeFolder(), 'before.json')
  writeFileSync(file, writeSnapshot(await takeSnapshot(session)))
  const now = `select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as now`
  const [before] = await session.query<{ now: string }>(now)
  await session.execute(`${edits}; ${more}`)
  const [after] = await session.query<{ now: string }>(now)
  return { file, from: before!.now, to: after!.now, url: conninfoOf(cluster, database) }
}

function byObject(findings: readonly Finding[]): Map<string, Finding['evidence']> {
  return new Map(findings.map(({ object, evidence }) => [object!, evidence]))
}

test('the server says when, and who had the rights; of what is gone it does not know', async () => {
  const { file, from, to, url } = await edit(timed, 'timed')
  const report = await findDrift(file, [url], {})
  const seen = byObject(report.findings)
  expect([...seen.keys()].sort()).toEqual([
    'function public.ours()',
    'role bert',
    'schema attic',
    'table column public.mine.extra',
    'table constraint name_known on public.mine',
    'table public.gone',
    'view public.seen',
  ])
  for (const [object, { change, changedAt }] of seen) {
    if (change === 'removed' || object.startsWith('role ')) continue
    expect([object, String(changedAt) >= from && String(changedAt) <= to]).toEqual([object, true])
  }
  expect(seen.get('table public.gone')).toMatchObject({ changedAt: 'not known, it is gone' })
  expect(seen.get('table public.gone')).not.toHaveProperty('couldHave')
  const owners = ['"App Owner" (owner)', 'postgres (superuser)']
  expect(seen.get('table column public.mine.extra')!.couldHave).toEqual(owners)
  expect(seen.get('table constraint name_known on public.mine')!.couldHave).toEqual(owners)
  expect(seen.get('function public.ours()')!.couldHave).toEqual([
    'anna (member of team)',
    'postgres (superuser)',
  ])
  expect(seen.get('schema attic')!.couldHave).toEqual(['postgres (owner, superuser)'])
  expect(seen.get('role bert')!.couldHave).toEqual(['postgres (superuser)'])
})

test('a server that keeps no times says so, and a plain login sees as much', async () => {
  const { file, url } = await edit(plain, 'plain')
  const report = await findDrift(file, [url.replace('user=postgres', 'user=looker')], {})
  const seen = byObject(report.findings)
  expect(seen.get('schema attic')).not.toHaveProperty('changedAt')
  expect(seen.get('schema attic')!.couldHave).toEqual(['postgres (owner, superuser)'])
  expect(report.facts.databases).toMatchObject([{ server: { hasTimes: false, recorders: [] } }])
})

test('what records DDL is named, and many logins are counted', async () => {
  const more = `
    create function note() returns event_trigger language plpgsql as 'begin end';
    create event trigger ddl_log on ddl_command_end execute function note();
    do $$ begin for i in 1..30 loop execute format('create role login_%s login in role team', i); end loop; end $$`
  const { file, url } = await edit(plain, 'crowded', more)
  const report = await findDrift(file, [url], {})
  expect(report.facts.databases).toMatchObject([{ server: { recorders: ['event trigger ddl_log'] } }])
  const { couldHave } = byObject(report.findings).get('function public.ours()')!
  expect(couldHave).toHaveLength(11)
  expect((couldHave as string[]).at(-1)).toBe('22 more')
})
