import { expect, test } from 'vitest'
import { useLab } from './lab.ts'

const lab = useLab()

test('a schema for each tenant: each has its ledger, and one that fails keeps none of the others', async () => {
  const { migrate, session } = await lab.open({
    '001_notes.sql':
      'create table notes (id int primary key, text text);\ncreate index concurrently on notes (text);\n',
    '002_unique.sql': 'create unique index concurrently notes_text on notes (text);\n',
  })
  await session.execute(
    'create schema tenant_1; create schema tenant_2; create schema tenant_3; create schema other',
  )
  const first = await migrate('up', '--schema', 'tenant_*', '--to', '001_notes', '--json')
  expect(first, first.stderr).toMatchObject({ exit: 0 })
  await session.execute("insert into tenant_2.notes values (1, 'a'), (2, 'a')")
  const second = await migrate('up', '--schema', 'tenant_*', '--json')
  expect(second, second.stderr).toMatchObject({ exit: 5 })
  expect(second.stderr).toContain('[tenant_2]')
  expect(JSON.parse(second.stdout).facts.schemas).toMatchObject([
    { schema: 'tenant_1', applied: ['002_unique'] },
    { schema: 'tenant_2', error: expect.stringContaining('is duplicated') },
    { schema: 'tenant_3', applied: ['002_unique'] },
  ])
  const ledgers = await session.query(
    "select schemaname as schema from pg_tables where tablename = 'pgwright_ledger' order by 1",
  )
  expect(ledgers).toEqual([{ schema: 'tenant_1' }, { schema: 'tenant_2' }, { schema: 'tenant_3' }])
  expect(await migrate('up', '--schema', 'nobody')).toMatchObject({
    exit: 4,
    stderr: expect.stringContaining('no schema nobody'),
  })
})
