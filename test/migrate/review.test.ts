import { expect, test } from 'vitest'
import { runCommand } from '../support/command.ts'
import { useLab } from './lab.ts'

const lab = useLab()
const users = 'create table users (id int primary key, email text);\n'

test('what the review blocks is refused, before anything is done', async () => {
  const { folder, url, migrate, session } = await lab.open({
    '001_users.sql': users,
    '002_index.sql': 'create index users_email on users (email);\n',
  })
  await migrate('up', '--to', '001_users')
  const target = ['--dir', folder, '--database', url]
  const refused = await runCommand(['migrate', 'up', ...target])
  expect(refused).toMatchObject({ exit: 4, stderr: expect.stringContaining('nothing was applied') })
  expect(refused.stdout).toContain('index-build-under-lock')
  expect(await session.query("select to_regclass('users_email') as name")).toEqual([{ name: null }])
  expect(await migrate('up')).toMatchObject({ exit: 0 })
  expect(
    await session.query("select details->>'reviewed' as reviewed from pgwright_ledger order by id"),
  ).toEqual([{ reviewed: 'skipped' }, { reviewed: 'skipped' }])
})

test('a run of a role with few rights ends as it was rehearsed; what depends on rows does not, and that is said', async () => {
  const { folder, url, session } = await lab.open({
    '001_users.sql': `${users}create index on users (email);\n`,
    '002_rows.sql': `do $$ begin
  if exists (select from seeds) then execute 'create table from_rows (id int)'; end if;
end $$;
`,
  })
  await session.execute(`create table seeds (id int);
    create role migrator login; grant create on schema public to migrator; grant select on seeds to migrator`)
  const target = ['--dir', folder, '--database', url.replace('postgres@', 'migrator@')]
  const clean = await runCommand(['migrate', 'up', ...target, '--to', '001_users', '--json'])
  expect(clean, clean.stderr).toMatchObject({ exit: 0 })
  expect(JSON.parse(clean.stdout).findings).toEqual([])
  await session.execute('insert into seeds values (1)')
  const differs = await runCommand(['migrate', 'up', ...target, '--json'])
  expect(differs, differs.stderr).toMatchObject({ exit: 0 })
  expect(JSON.parse(differs.stdout).findings.map(({ message }: { message: string }) => message)).toContain(
    'table public.from_rows is there, and was not after the rehearsal',
  )
  await session.execute(`reassign owned by migrator to postgres; drop owned by migrator; drop role migrator`)
})
