import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Cluster, type Session, startCluster } from '../../src/engine/index.ts'
import { formats, pendingInDatabase, readHistory } from '../../src/history/index.ts'
import { layouts } from './layouts.ts'
import { makeProject } from './project.ts'

let cluster: Cluster

beforeAll(async () => {
  cluster = await startCluster()
})
afterAll(() => cluster.stop())

/** What each tool writes for the first migration of its layout. */
const firstRow: Record<string, string> = {
  'golang-migrate': 'insert into schema_migrations values (9, false)',
  sqlx: "insert into _sqlx_migrations values (9, 'a', now(), true, '', 1), (10, 'b', now(), false, '', 1)",
  diesel: "insert into __diesel_schema_migrations values ('00000000000000')",
  'node-pg-migrate': "insert into pgmigrations (name, run_on) values ('1700000000000_a', now())",
  flyway: `insert into flyway_schema_history
    values (1, '1.9', 'a', 'SQL', 'V1_9__a.sql', 1, 'me', now(), 1, true), (2, '1.10', 'b', 'SQL', '', 1, '', now(), 1, false)`,
  liquibase: `insert into databasechangelog values ('1', 'ann', 'db/changelog/z.sql', now(), 1, 'EXECUTED')`,
  dbmate: "insert into schema_migrations values ('20240101000000')",
  goose: `insert into goose_db_version (version_id, is_applied) values (0, true), (9, true), (10, true), (10, false)`,
  prisma: `insert into _prisma_migrations (id, checksum, migration_name, finished_at, rolled_back_at)
    values ('1', '', '20240101000000_a', now(), null), ('2', '', '20240102000000_b', now(), now())`,
  drizzle: "insert into drizzle.__drizzle_migrations (hash, created_at) values ('', 20)",
  'graphile-migrate': "insert into graphile_migrate.migrations (hash, filename) values ('', '000001.sql')",
  sqitch: `insert into sqitch.projects values ('shop', null, now(), '', '');
    insert into sqitch.changes values ('1', '', 'users', 'shop', '', now(), '', '', now(), '', '')`,
  supabase: "insert into supabase_migrations.schema_migrations values ('20240101000000')",
  pop: "insert into schema_migrations values ('001')",
  'versioned-folders': `create table schema_version (version_partition int, curr_version text);
    insert into schema_version values (0, '1.9')`,
}

async function inDatabase(name: string, use: (session: Session) => Promise<void>): Promise<void> {
  await cluster.createDatabase(name)
  const session = await cluster.connect(name)
  await use(session)
  await session.close()
}

describe.each(layouts.filter(layout => layout.format in firstRow))(
  '$format',
  ({ format, files, expected }) => {
    test('its bookkeeping is made, and its ledger says what is pending', async () => {
      const history = await readHistory(makeProject(files))
      await inDatabase(`ledger_${format.replaceAll('-', '_')}`, async session => {
        const before = await pendingInDatabase(history, session)
        expect(before.pending).toHaveLength(expected.length)
        expect(before.how).toContain('without a ledger')
        if (history.bookkeeping !== undefined) await session.execute(history.bookkeeping)
        await session.execute(firstRow[format]!)
        const { base, pending, how } = await pendingInDatabase(history, session)
        expect(base.length).toBeGreaterThan(0)
        expect([...base, ...pending]).toEqual(history.migrations)
        expect(base).toHaveLength(format === 'versioned-folders' ? 2 : 1)
        expect(how).toContain('not in the ledger')
      })
    })
  },
)

test('every format with a ledger is tried', () => {
  const withLedger = formats.filter(format => format.ledger !== undefined).map(format => format.name)
  expect(Object.keys(firstRow).sort()).toEqual(withLedger.sort())
})

test('the platform of Supabase is made twice on one server, and policies can use it', async () => {
  const { bookkeeping } = formats.find(format => format.name === 'supabase')!
  for (const name of ['supabase_one', 'supabase_two']) {
    await inDatabase(name, async session => {
      await session.execute(bookkeeping!)
      await session.execute(`create table note (id bigint primary key, owner uuid references auth.users default auth.uid());
        alter table note enable row level security;
        create policy own on note to authenticated using (owner = auth.uid());
        create policy upload on storage.objects for insert to authenticated
          with check (bucket_id = 'a' and (storage.foldername(name))[1] = auth.uid()::text);
        alter publication supabase_realtime add table note`)
      const [row] =
        await session.query(`select storage.foldername('a/b/c.txt') as folders, storage.filename('a/b/c.txt') as file,
        storage.extension('a/b/c.txt') as ending, set_config('request.jwt.claims', '{"role": "anon"}', false), auth.role() as role`)
      expect(row).toMatchObject({ folders: ['a', 'b'], file: 'c.txt', ending: 'txt', role: 'anon' })
    })
  }
})
