import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { diffDatabases, findDrift, type IgnoreRule } from '../../src/drift/index.ts'
import { renderReport } from '../../src/findings/index.ts'
import { runCommand } from '../support/command.ts'
import { makeFolder } from '../support/folder.ts'
import { migrations, openShop, type Shop } from './shop.ts'

let shop: Shop
let staging: string
let production: string

beforeAll(async () => {
  shop = await openShop({ track_commit_timestamp: 'on' })
  staging = await shop.make('staging', 3)
  production = await shop.make(
    'production',
    4,
    'drop index orders_state_idx; alter table customers add "x | y `z`" int; grant select on orders to public; alter table orders set (fillfactor = 80)',
  )
})
afterAll(() => shop.cluster.stop())

const first = (text: string) => text.split('\n')[0]

test('a ticket tells what differs where, who could have, how to see it again, and what is to be done', async () => {
  const dir = makeFolder(migrations)
  const args = ['--expected', dir, '--actual', staging, '--actual', production]
  const { exit, stdout } = await runCommand(['drift', ...args, '--format', 'github'])
  expect(exit).toBe(1)
  expect(stdout).toMatch(
    /^<!-- pgwright ticket [0-9a-f]{16} -->\n<!-- state [0-9a-f]{16} -->\n\n# 4 differences from /,
  )
  expect(stdout).toContain('| Object | the database staging | the database production |')
  expect(stdout).toContain('| index public.orders_state_idx | ✓ | missing |')
  expect(stdout).toContain('Every login of the server may do this now.')
  expect(stdout).toMatch(
    /\| the database production \| table public.orders \| \d{4}-.*Z \| postgres \(owner, superuser\) \|/,
  )
  expect(stdout).toContain(
    '| the database production | index public.orders_state_idx | not known, it is gone | not known |',
  )
  expect(stdout).toContain('lacks 20240104000000')
  expect(stdout).toContain(
    `pgwright drift --expected '${dir.replaceAll("'", "'\\''")}' --actual 'the database staging'`,
  )
  expect(stdout).toContain('- [ ] the database staging: decide of the difference whether')
  expect(stdout.trimEnd()).toMatch(/Labels: drift, security$/)
  const again = await runCommand(['drift', ...args, '--format', 'github'])
  expect(again.stdout).toBe(stdout)
  const gitlab = await runCommand(['drift', ...args, '--format', 'gitlab'])
  expect(gitlab.stdout.trimEnd()).toMatch(/\n\/label ~"drift" ~"security"$/)
  expect(first(gitlab.stdout)).toBe(first(stdout))
}, 120_000)

test('the ticket of the last time is found whatever is there now, and says when there is nothing', async () => {
  const dir = makeFolder(migrations)
  const whole = await shop.make('whole', 4)
  const before = await findDrift(dir, [whole], {})
  await using session = await shop.open('whole')
  await session.execute('create table extra (id int)')
  const after = await findDrift(dir, [whole], {})
  const [empty, full] = await Promise.all([before, after].map(it => renderReport(it, 'github')))
  expect(empty).toContain('# No differences from ')
  expect(first(empty!)).toBe(first(full!))
  expect(empty!.split('\n')[1]).not.toBe(full!.split('\n')[1])
  const other = await renderReport(await findDrift(dir, [staging], {}), 'github')
  expect(first(other)).not.toBe(first(full!))
})

test('names are hostile and many, and a ticket still holds them', async () => {
  const [from, to] = ['create table kept (id int);', 'create table kept (id int);'].map((sql, i) => {
    const file = join(makeFolder(), 'schema.sql')
    const many = Array.from(
      { length: i * 900 },
      (_, n) => `create table "a|b @team /close ${n} \`" (id int);`,
    )
    writeFileSync(file, `${sql}\n${many.join('\n')}`)
    return file
  })
  const text = await renderReport(await diffDatabases(from!, to!, {}), 'gitlab')
  expect(text.length).toBeLessThan(65_536)
  expect(text).toMatch(/\d+ parts left out: an issue cannot hold more/)
  expect(text).not.toMatch(/@team/)
  expect(text.split('\n').filter(line => line.startsWith('/'))).toEqual(['/label ~"diff"'])
})

test('a rule ends with its last day and is then told; one without use is told, too', async () => {
  const rule = { object: 'index *', reason: 'tuned per stage' }
  const ignore: IgnoreRule[] = [
    { ...rule, until: '2027-01-31' },
    { object: 'table nowhere.*', reason: 'made at run time', until: '2020-01-01' },
  ]
  const dir = makeFolder(migrations)
  const on = async (today: string) => findDrift(dir, [production], { ignore, today })
  const holds = await on('2027-01-31')
  const checks = (report: typeof holds) => report.findings.map(({ check, object }) => `${check} ${object}`)
  expect(checks(holds).filter(it => it.includes('index'))).toEqual([])
  expect(holds.facts.ignored).toContainEqual({
    object: 'index public.orders_state_idx',
    attributes: [],
    reason: 'tuned per stage',
  })
  expect(holds.facts.unusedRules).toEqual([ignore[1]])
  expect(holds.examined.rulesWithoutUse).toBe(1)
  const over = await on('2027-02-01')
  expect(checks(over).filter(it => it.includes('index'))).toEqual([
    'drift-manual-edit index public.orders_state_idx',
    'ignore-expired index *',
  ])
  expect(over.findings.at(-1)).toMatchObject({
    severity: 'info',
    message: 'index * might differ until 2027-01-31 and still does',
    evidence: { reason: 'tuned per stage' },
  })
})

test('a day that is none is refused', async () => {
  const config = { drift: { ignore: [{ object: 'x', reason: 'y', until: 'soon' }] } }
  const cwd = makeFolder({ 'pgwright.config.json': JSON.stringify(config) })
  const { exit, stderr } = await runCommand(['drift', '--expected', 'x', '--actual', 'y'], { cwd })
  expect(exit).toBe(2)
  expect(stderr).toContain('must be a date such as 2027-01-31')
})
