import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Catalog, diffCatalogs, readCatalog } from '../../src/catalog/index.ts'
import { planChanges, planDump } from '../../src/ddl/index.ts'
import { type Cluster, type Session, startCluster } from '../../src/engine/index.ts'
import { major } from '../support/major.ts'

// What public projects did from one version to another and we once did not (see bench/round-trips.md).

let cluster: Cluster
beforeAll(async () => {
  cluster = await startCluster({ major })
})
afterAll(() => cluster.stop())

let count = 0

async function make(sql: string): Promise<Session> {
  const name = `database_${++count}`
  await cluster.createDatabase(name)
  const session = await cluster.connect(name)
  await session.execute(sql)
  return session
}

function read(session: Session): Promise<Catalog> {
  return readCatalog(session, { hasDependencies: true })
}

/** Makes one database what the other is, and gives what a query says then. */
async function change(from: string, to: string, query = 'select') {
  await using session = await make(from)
  await using target = await make(to)
  const wanted = await read(target)
  const loses: string[] = []
  // What a rename leaves behind, such as names made of the old one, is seen only afterwards.
  for (const _ of ['all', 'what is left']) {
    const { steps } = await planChanges(await read(session), wanted, { major: cluster.server.major })
    loses.push(...steps.flatMap(step => step.loses ?? []))
    for (const { sql, otherwise } of steps) {
      await session.execute(sql).catch(error => {
        if (otherwise === undefined) throw new Error(`${sql}: ${error.message}`)
        return session.execute(otherwise)
      })
    }
  }
  expect(diffCatalogs(await read(session), wanted)).toEqual([])
  return { loses, rows: await session.query(query) }
}

it('a table that has most of another’s columns is that table under another name', async () => {
  const { loses, rows } = await change(
    `create table users (id int primary key, name text, icon_url text, email text);
     create table posts (id int primary key, author int references users);
     insert into users values (1, 'a', 'c', 'b')`,
    `create table persons (id int primary key, name text, avatar_url text, email text, born date);
     create table posts (id int primary key, author int references persons)`,
    'select name, avatar_url from persons',
  )
  expect(loses).toEqual([])
  expect(rows).toEqual([{ name: 'a', avatar_url: 'c' }])
})

it('a table that has only what many have is another one', async () => {
  const log = (name: string, columns: string) =>
    `create table ${name} (id int, created_at date, updated_at date, ${columns});`
  const others = log('a', 'a int') + log('b', 'b int') + log('c', 'c int')
  const { loses } = await change(
    others + log('invoices', 'total int, payer text'),
    others + log('weather', 'rain real, wind real'),
  )
  expect(loses).toEqual(['the rows of public.invoices'])
})

it('columns that stand where others stood and have words of theirs, of a close type', async () => {
  const { loses, rows } = await change(
    `create table bans (id int, mod_user_id int, other_user_id int, reason varchar(20), at date);
     insert into bans values (1, 2, 3, 'x')`,
    `create table bans (id int, mod_person_id int, other_person_id int, ban_reason varchar(200), at date)`,
    'select mod_person_id, other_person_id, ban_reason from bans',
  )
  expect(loses).toEqual([])
  expect(rows).toEqual([{ mod_person_id: 2, other_person_id: 3, ban_reason: 'x' }])
})

it('columns that have only their place in common are different ones', async () => {
  const { loses } = await change(
    'create table traces (id int, status_message varchar(9), note text not null)',
    'create table traces (id int, external_id text, more int, note text not null)',
  )
  expect(loses).toEqual(['the values of public.traces.status_message'])
})

it('a column that was renamed before another took its name', async () => {
  const { loses, rows } = await change(
    `create table identities (id text not null, owner int); insert into identities values ('x')`,
    `create table identities (id text not null, owner int);
     alter table identities rename id to provider_id; alter table identities add id uuid`,
    'select provider_id from identities',
  )
  expect(loses).toEqual([])
  expect(rows).toEqual([{ provider_id: 'x' }])
})

it('a column that goes from one enum to another', async () => {
  const { rows } = await change(
    `create type a as enum ('x', 'y'); create type b as enum ('x', 'z');
     create table t (state a default 'x'); insert into t values ('x')`,
    `create type a as enum ('x', 'y'); create type b as enum ('x', 'z'); create table t (state b default 'x')`,
    'select state from t',
  )
  expect(rows).toEqual([{ state: 'x' }])
})

it('a rule and a check go before the functions that take the rows of their relations', async () => {
  await change(
    `create table t (id int);
     create view w as select id from t;
     create function put(w) returns void language sql as 'insert into public.t values ($1.id)';
     create rule r as on insert to w do instead select put(new);
     create function is_ok(t) returns bool language sql immutable as 'select true';
     alter table t add constraint c check (is_ok(t))`,
    '',
  )
})

it('an index is free again before another table has one of its name', async () => {
  const reference = (table: string) => `create table d (p int constraint fk references ${table})`
  await change(
    `create table old (a text, b text, id int constraint the_key primary key); ${reference('old')}`,
    `create table fresh (x int, y int, id int constraint the_key primary key); ${reference('fresh')}`,
  )
})

it.each([
  [
    'an own privilege that may be passed on',
    'create table t (id int); grant select on t to postgres with grant option',
  ],
  ['an extension whose name needs quotes', 'create extension "uuid-ossp"'],
  [
    'an array that is cast as a whole',
    `create table t (a varchar check (a in ('x', 'it''s')), b char(3) check (b in ('u', 'v')))`,
  ],
  [
    'NOT NULL of two long names',
    `create table ${'t'.repeat(40)} (${'c'.repeat(50)} int not null, d int not null)`,
  ],
])('%s comes back', async (_, sql) => {
  await using session = await make(sql)
  const catalog = await read(session)
  const { steps } = await planDump(catalog, { major: cluster.server.major })
  await using copy = await make(steps.map(step => step.sql).join(';\n'))
  expect(diffCatalogs(await read(copy), catalog)).toEqual([])
  if (sql.includes('not null')) expect(steps.map(step => step.sql).join()).not.toContain('CONSTRAINT')
})
