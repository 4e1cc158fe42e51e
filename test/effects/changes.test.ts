import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cluster, startCluster } from '../../src/engine/index.ts'
import { testedMajors } from '../support/majors.ts'
import { type Draft, rehearseDrafts } from '../support/rehearsed.ts'
import { schema } from './schema.ts'

describe.each(testedMajors)('PostgreSQL %i', major => {
  let cluster: Cluster

  beforeAll(async () => {
    cluster = await startCluster({ major })
    await cluster.createDatabase('app')
    await using session = await cluster.connect('app')
    await session.execute(`${schema}; create role limited; grant usage, create on schema app to limited`)
  })
  afterAll(() => cluster.stop())

  /** What the last statement of a migration is said to have changed; existing objects are marked by `!`. */
  async function changesOf(up: string, execution: Draft['execution'] = 'transaction'): Promise<string[]> {
    const { migrations } = await rehearseDrafts(cluster, 'app', [{ up, execution }])
    const { statements } = migrations[0]!
    expect(statements.flatMap(({ error }) => error ?? [])).toEqual([])
    return statements
      .at(-1)!
      .effect.changes.map(({ change, kind, identity, isExisting, formerIdentity }) => {
        const former = formerIdentity === undefined ? '' : ` from ${formerIdentity}`
        return `${change}${isExisting ? '!' : ''} ${kind} ${identity}${former}`
      })
      .sort()
  }

  test.each<[sql: string, ...changes: string[]]>([
    ['create table app.x (id int primary key)', 'created index app.x_pkey', 'created table app.x'],
    ['create table app.x (id int); drop table app.x', 'dropped table app.x'],
    ['drop table app.notes', 'dropped! table app.notes'],
    ['alter table app.notes drop column body', 'dropped! table column app.notes.body'],
    ['alter table app.notes rename to remarks', 'changed! table app.remarks from app.notes'],
    [
      'alter table app.notes rename column body to text',
      'changed! table column app.notes.text from app.notes.body',
    ],
    ["alter table app.notes alter column body set default 'x'", 'changed! table column app.notes.body'],
    ["alter type app.mood add value 'fine'", 'changed! type app.mood'],
    ["comment on table app.notes is 'x'", 'changed! table app.notes'],
    ["comment on column app.notes.body is 'x'", 'changed! table column app.notes.body'],
    ["comment on table app.notes is 'x'; drop table app.notes", 'dropped! table app.notes'],
    [
      "comment on column app.notes.body is 'x'; alter table app.notes drop column body",
      'dropped! table column app.notes.body',
    ],
    ['alter function app.widen() rename to widened', 'changed! function app.widened() from app.widen()'],
    [
      'savepoint a; drop table app.notes; rollback to a; alter table app.notes add extra int',
      'created table column app.notes.extra',
    ],
  ])('%s', async (sql, ...changes) => {
    expect(await changesOf(sql)).toEqual(changes)
  })

  test.each([
    'savepoint a; alter table app.orders alter column quantity type bigint; drop table app.notes; rollback to a',
    'do $$ begin begin drop table app.notes; raise exception $x$no$x$; exception when others then null; end; end $$',
    "comment on table app.notes is 'x'; savepoint a; comment on table app.notes is null; rollback to a",
  ])('what is taken back has changed nothing: %s', async sql => {
    expect(await changesOf(sql)).toEqual([])
  })

  test('a comment that is taken away drops no table', async () => {
    expect(await changesOf("comment on table app.notes is 'x'; comment on table app.notes is null")).toEqual(
      [],
    )
  })

  test.each([
    'call app.tidy()',
    'do $$ begin alter table app.notes drop column body; commit; drop function app.widen(); end $$',
  ])('what commits by itself is seen as well: %s', async sql => {
    expect(await changesOf(sql, 'autocommit')).toEqual([
      'dropped! function app.widen()',
      'dropped! table column app.notes.body',
    ])
  })

  test.each<[title: string, set: string]>([
    ['a role without rights', 'set role limited;'],
    ['a role for the transaction', 'set local role limited;'],
    ['another user', 'set session authorization limited;'],
    ['no search path', "select pg_catalog.set_config('search_path', '', false);"],
    ['quoted names', 'set quote_all_identifiers = on;'],
    ['quiet messages', 'set client_min_messages = error;'],
  ])('a migration may set for itself: %s', async (_, set) => {
    expect(await changesOf(`${set} create table app.x (id int);`)).toEqual(['created table app.x'])
  })

  test('settings before SET TRANSACTION are no query', async () => {
    const up =
      "set local lock_timeout = '90s'; set transaction isolation level serializable; drop table app.notes"
    const { migrations } = await rehearseDrafts(cluster, 'app', [{ up }])
    expect(migrations[0]?.statements.map(({ error, lockTimeoutMs }) => [error, lockTimeoutMs])).toEqual([
      [undefined, 0],
      [undefined, 90_000],
      [undefined, 90_000],
    ])
  })

  test('what a migration sets holds to its end and no further', async () => {
    const { migrations } = await rehearseDrafts(cluster, 'app', [
      { up: 'set search_path = app; set role limited; create table x (id int)' },
      { up: 'create table y (id int)' },
    ])
    const made = migrations.map(({ changes }) => changes.map(({ identity }) => identity).sort())
    expect(made).toEqual([
      ['app.x', 'app.x.id'],
      ['public.y', 'public.y.id'],
    ])
  })

  test('DISCARD ALL runs outside a transaction block', async () => {
    expect(await changesOf('discard all', 'autocommit')).toEqual([])
  })

  test.each(['client_min_messages = error', 'check_function_bodies = off'])(
    'functions that break are found under %s',
    async setting => {
      const { migrations } = await rehearseDrafts(cluster, 'app', [
        {
          up: `set ${setting}; create function app.f() returns int language sql as 'select quantity from app.orders'`,
        },
        { up: 'alter table app.orders rename quantity to amount' },
      ])
      expect(migrations[1]?.brokenFunctions).toContainEqual(
        expect.objectContaining({ name: 'app.f()', isCertain: true }),
      )
    },
  )
})
