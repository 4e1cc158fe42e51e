import { rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { writeFiles } from '../support/folder.ts'
import { useLab } from './lab.ts'

const lab = useLab()

const sqitch = {
  'sqitch.plan':
    '%syntax-version=1.0.0\n%project=lab\n\na 2024-01-01T00:00:00Z Ann <a@example.org>\nb 2024-01-02T00:00:00Z Ann <a@example.org>\n',
  'deploy/a.sql': 'begin;\ncreate table a (id int);\ncommit;\n',
  'verify/a.sql': 'begin;\ninsert into a values (1);\nselect id from a where false;\ncommit;\n',
  'deploy/b.sql': 'create table b (id int);\n',
  'verify/b.sql': 'select id\n  from b\n where false;\nvacuum;\n',
}

interface Found {
  check: string
  message: string
  location?: { line: number }
}

test('verify scripts are run and taken back; what is broken is found with its place', async () => {
  const { migrate, session, folder } = await lab.open(sqitch)
  await migrate('up')
  const clean = await migrate('verify', '--json')
  expect(clean, clean.stderr).toMatchObject({ exit: 0 })
  expect(JSON.parse(clean.stdout)).toMatchObject({
    findings: [],
    examined: { applied: 2, verified: 2 },
    notAssessed: [{ what: expect.stringContaining('b.sql:4:1') }],
  })
  expect(await session.query('select from a')).toEqual([])
  await session.execute('alter table b rename to other; insert into a values (1), (1)')
  await session.execute('create unique index concurrently once on a (id)').catch(() => undefined)
  writeFiles(folder, { 'deploy/a.sql': 'create table a (id bigint);' })
  const broken = await migrate('verify', '--json')
  expect(broken.exit).toBe(1)
  const findings: Found[] = JSON.parse(broken.stdout).findings
  expect(findings.map(({ check, location }) => [check, location?.line])).toEqual([
    ['applied-migration-edited', 1],
    ['index-left-invalid', undefined],
    ['verify-failed', 2],
  ])
  expect(findings[2]!.message).toContain('relation "b" does not exist')
})

test('status finds what contradicts the ledger, each with what to do', async () => {
  const { migrate, folder } = await lab.open({
    '1_a.sql': 'select 1;',
    '2_b.sql': 'select 2;',
    '4_d.sql': 'create table d ();\nselect 1/0;\n',
  })
  await migrate('up')
  writeFiles(folder, { '1_a.sql': 'select 3;', '3_c.sql': 'select 3;' })
  rmSync(`${folder}/2_b.sql`)
  const { exit, stdout } = await migrate('status', '--json')
  expect(exit).toBe(1)
  const checks = JSON.parse(stdout).findings.map(({ check }: Found) => check)
  expect(checks).toEqual(['applied-migration-edited', 'migration-unfinished', 'applied-migration-removed'])
  expect(stdout).toContain('pgwright migrate repair --forget 2_b')
})
