import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { leftoversOf, makeFolder as makeEngineFolder, poll } from '../engine/scratch.ts'
import { runCommand, startCommand } from '../support/command.ts'
import { makeFolder, writeFiles } from '../support/folder.ts'

const schema = z.fromJSONSchema(
  JSON.parse(readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8')),
)
const project = {
  'db/001_a.up.sql': 'create table a (id int, note text);\n',
  'db/001_a.down.sql': 'drop table a;\n',
  'db/002_b.up.sql': 'alter table a add b int;\nalter table a drop column note;\n',
  'db/002_b.down.sql': 'alter table a drop b;\n',
}
const args = ['review', '--dir', 'db', '--last', '1']

let cache: string
beforeAll(() => {
  cache = makeEngineFolder()
  mkdirSync(join(cache, 'runs'), { recursive: true })
})
afterAll(() => rmSync(cache, { recursive: true, force: true }))

const run = (cwd: string, ...more: string[]) =>
  runCommand([...args, ...more], { cwd, env: { PGWRIGHT_CACHE_DIR: cache } })

async function readReport(cwd: string, ...more: string[]) {
  const { exit, stdout, stderr } = await run(cwd, '--json', ...more)
  expect(stderr).toBe('')
  const report = JSON.parse(stdout)
  expect(schema.safeParse(report).error).toBeUndefined()
  return { exit, report, checks: report.findings.map(({ check }: { check: string }) => check) }
}

test('the exit code follows --fail-on, and JSON follows its schema', async () => {
  const cwd = makeFolder(project)
  const { exit, report, checks } = await readReport(cwd)
  expect(exit).toBe(1)
  expect(report).toMatchObject({ version: 1, command: 'review', verdict: 'block' })
  expect(checks).toEqual(expect.arrayContaining(['data-loss', 'missing-lock-timeout', 'revert-not-exact']))
  expect((await readReport(cwd, '--fail-on', 'never')).exit).toBe(0)
})

test.each<[title: string, sql: string, check: string]>([
  ['SQL that does not parse', 'create tabel b;', 'syntax-error'],
  ['a statement that fails', 'alter table nope add b int;', 'statement-fails'],
  ['names of any kind', 'alter table a add "Ö ""x"" </script>\u2028" int;', 'missing-lock-timeout'],
])('JSON for %s', async (_, sql, check) => {
  const { checks } = await readReport(makeFolder({ ...project, 'db/002_b.up.sql': sql }))
  expect(checks).toContain(check)
})

test('a suppression with a reason takes a finding out, and is reported once it is of no use', async () => {
  const up = '-- pgwright-ignore data-loss: nobody reads it\nalter table a drop column note;\n'
  const used = await readReport(makeFolder({ ...project, 'db/002_b.up.sql': up }))
  expect(used.checks).not.toContain('data-loss')
  expect(used.report.facts.suppressed).toMatchObject([{ check: 'data-loss', reason: 'nobody reads it' }])
  const other = up.replace('drop column note', 'add c int')
  expect((await readReport(makeFolder({ ...project, 'db/002_b.up.sql': other }))).checks).toContain(
    'unused-suppression',
  )
})

test('several formats at once; a file that cannot be written loses nothing', async () => {
  const cwd = makeFolder(project)
  const files = ['html', 'sarif', 'junit', 'markdown', 'gitlab', 'github']
  const { exit } = await run(cwd, ...files.flatMap(name => ['--format', `${name}=report.${name}`]))
  expect(exit).toBe(1)
  for (const name of files) expect(existsSync(join(cwd, `report.${name}`))).toBe(true)
  const failed = await run(cwd, '--json', '--format', 'html=no/such/folder/report.html')
  expect(failed).toMatchObject({ exit: 2, stderr: expect.stringContaining('cannot be written') })
  expect(JSON.parse(failed.stdout).command).toBe('review')
})

test('colour only where it is asked for', async () => {
  const cwd = makeFolder(project)
  const colour = '\u001b['
  expect((await run(cwd)).stdout).not.toContain(colour)
  expect((await run(cwd, '--color', 'always')).stdout).toContain(colour)
  expect((await run(cwd, '--color', 'always', '--json')).stdout).not.toContain(colour)
})

test('a reader that leaves is no failure', async () => {
  const child = startCommand([...args, '--fail-on', 'never'], {
    cwd: makeFolder(project),
    env: { PGWRIGHT_CACHE_DIR: cache },
  })
  child.stdout?.destroy()
  let stderr = ''
  child.stderr?.on('data', text => {
    stderr += text
  })
  const exit = await new Promise(resolve => child.once('close', resolve))
  expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
})

test.each([
  ['SIGINT', 130, null],
  ['SIGTERM', 130, null],
  ['SIGKILL', null, 'SIGKILL'],
] as const)('%s in the middle leaves no server and no folder', async (signal, exit, endedBy) => {
  const cwd = makeFolder({ ...project, 'db/002_b.up.sql': 'select pg_sleep(600);' })
  // The servers of the tests before end by themselves, after their commands.
  await poll(
    () => leftoversOf(cache),
    left => left.length === 0,
  )
  const child = startCommand(args, { cwd, env: { PGWRIGHT_CACHE_DIR: cache } })
  const end = new Promise<unknown[]>(resolve => child.once('close', (...how) => resolve(how)))
  await poll(
    () => leftoversOf(cache),
    left => left.some(it => it.includes('postgres')),
  )
  child.kill(signal)
  expect(await end).toEqual([exit, endedBy])
  await poll(
    () => leftoversOf(cache),
    left => left.length === 0,
  )
})

test('eight at once give the same', async () => {
  const cwd = makeFolder({
    ...project,
    'db/001_a.up.sql': `-- ${Math.random()}\n${project['db/001_a.up.sql']}`,
  })
  const reports = await Promise.all(Array.from({ length: 8 }, () => readReport(cwd)))
  expect(new Set(reports.map(({ checks }) => checks.join())).size).toBe(1)
  await poll(
    () => readdirSync(join(cache, 'runs')),
    left => left.length === 0,
  )
})

test('a configuration says once what flags would say, with paths of its own folder', async () => {
  const cwd = makeFolder({ ...project, 'deep/er/.keep': '' })
  writeFiles(cwd, { 'pgwright.config.json': '{ "review": { "dir": "db" }, "failOn": "never" }' })
  const { exit, stdout } = await runCommand(['review', '--last', '1', '--json'], {
    cwd: join(cwd, 'deep/er'),
    env: { PGWRIGHT_CACHE_DIR: cache },
  })
  expect(exit).toBe(0)
  expect(JSON.parse(stdout).findings).not.toEqual([])
})
