import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { runCommand, startCommand } from '../support/command.ts'
import { makeFolder, writeFiles } from '../support/folder.ts'

const schema = z.fromJSONSchema(
  JSON.parse(readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8')),
)
const locks = 'alter table shop.orders alter column note set not null;\n'
/** Another table each time: of a chain of files the second statement would find its column as it wants it. */
const lockOf = (table: string) => locks.replace('shop.orders', table)
const harmless = 'select 1;\n'

const lint = (cwd: string, args: string[], env: Record<string, string> = {}) =>
  runCommand(['lint', ...args], { cwd, env: { PGWRIGHT_CACHE_DIR: join(cwd, '.cache'), ...env } })

interface Found {
  check: string
  severity: string
  location?: { file: string; line: number }
}

async function report(cwd: string, ...args: string[]) {
  const { exit, stdout, stderr } = await lint(cwd, [...args, '--json'])
  expect(stderr).toBe('')
  const report = JSON.parse(stdout)
  expect(schema.safeParse(report).error).toBeUndefined()
  const findings: Found[] = report.findings
  const places = findings.map(({ check, location }) => `${location?.file}:${location?.line} ${check}`)
  return { exit, report, findings, places }
}

test('files, folders and globs, each file once and in the order in which people read names', async () => {
  const cwd = makeFolder({
    'db/10.sql': lockOf('ten'),
    'db/9.sql': lockOf('nine'),
    'db/notes.txt': lockOf('notes'),
    'q/a/b.sql': lockOf('b'),
  })
  const all = await report(cwd, 'db', 'q/**/*.sql', 'db/9.sql')
  const scans = all.places.filter(place => place.endsWith('scan-under-lock'))
  expect(scans).toEqual(['db/9.sql:1', 'db/10.sql:1', 'q/a/b.sql:1'].map(it => `${it} scan-under-lock`))
  expect(all.exit).toBe(1)
  expect(all.report).toMatchObject({
    command: 'lint',
    verdict: 'block',
    examined: { files: 3, statements: 3 },
  })
})

test('standard input has the name that is given', async () => {
  const cwd = makeFolder()
  const child = startCommand(['lint', '-', '--stdin-filename', 'made.sql', '--json'], {
    cwd,
    input: `selec;\n${locks}`,
  })
  const chunks: Buffer[] = []
  for await (const chunk of child.stdout!) chunks.push(chunk)
  const { findings } = JSON.parse(Buffer.concat(chunks).toString()) as { findings: Found[] }
  expect(findings.map(({ check }) => check)).toEqual(
    expect.arrayContaining(['syntax-error', 'scan-under-lock']),
  )
  expect(new Set(findings.map(({ location }) => location?.file))).toEqual(new Set(['made.sql']))
})

test('a syntax error is a finding, and what stands around it is judged all the same', async () => {
  const cwd = makeFolder({
    'a.sql': `${locks}selec 1;\n${lockOf('other')}create function f() retur;\nselect '`,
  })
  const { places } = await report(cwd, 'a.sql')
  expect(places.filter(it => it.endsWith('syntax-error'))).toEqual(
    [2, 4, 5].map(line => `a.sql:${line} syntax-error`),
  )
  expect(places.filter(it => it.endsWith('scan-under-lock'))).toEqual(
    [1, 3].map(line => `a.sql:${line} scan-under-lock`),
  )
})

test.each<[title: string, files: Record<string, string | Buffer>, args: string[], message: RegExp]>([
  ['a file that is not there', {}, ['no.sql'], /no\.sql is not there/],
  ['a glob that matches nothing', {}, ['src/**/*.sql'], /no file matches src/],
  ['a folder without SQL', { 'db/readme.md': '' }, ['db'], /db has no file that ends with \.sql/],
  [
    'bytes that are no UTF-8',
    { 'a.sql': Buffer.from([0x73, 0xff]) },
    ['a.sql'],
    /a\.sql: byte 1 is not UTF-8/,
  ],
  ['a file that is no text', { 'a.sql': Buffer.from('a\0b') }, ['a.sql'], /a\.sql: byte 1 is NUL/],
  [
    'a snapshot that is none',
    { 'a.sql': '', 'c.json': '{}' },
    ['a.sql', '--catalog', 'c.json'],
    /no snapshot/,
  ],
  [
    'a check that there is not',
    { 'a.sql': '', 'pgwright.config.json': '{"lint":{"checks":{"data-los":"off"}}}' },
    ['a.sql'],
    /Did you mean "data-loss"/,
  ],
  [
    'a severity that there is not',
    { 'a.sql': '', 'pgwright.config.json': '{"lint":{"checks":{"data-loss":"fatal"}}}' },
    ['a.sql'],
    /lint\.checks\.data-loss/,
  ],
  [
    'a key that there is not',
    { 'a.sql': '', 'pgwright.config.json': '{"lint":{"check":{}}}' },
    ['a.sql'],
    /Did you mean "checks"/,
  ],
  ['two ways to say what is pending', {}, ['--last', '1', '--staged'], /only one of --last and --staged/],
  [
    'what is for migrations, with files',
    { 'a.sql': '' },
    ['a.sql', '--last', '1'],
    /--last is for migrations/,
  ],
  [
    'two databases',
    { 'a.sql': '' },
    ['a.sql', '--catalog', 'a', '--database', 'b'],
    /only one of --catalog and --database/,
  ],
])('%s', async (_, files, args, message) => {
  const { exit, stderr, stdout } = await lint(makeFolder(files), args)
  expect(stderr).toMatch(message)
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
})

test('checks, files and tables as the configuration wants them', async () => {
  const config = {
    lint: {
      checks: { 'scan-under-lock': 'warning', 'missing-lock-timeout': 'off' },
      overrides: [{ files: ['old/**'], checks: { 'scan-under-lock': 'off' } }],
      lockableTables: ['audit.*'],
      smallTables: ['*.regions'],
    },
  }
  const cwd = makeFolder({
    'pgwright.config.json': JSON.stringify(config),
    'old/a.sql': lockOf('old'),
    'new/a.sql': locks + lockOf('audit.events') + lockOf('shop.regions'),
  })
  const { exit, findings } = await report(cwd, 'old', 'new')
  const locking = findings.filter(({ check }) => ['scan-under-lock', 'missing-lock-timeout'].includes(check))
  expect(locking).toMatchObject([
    { severity: 'warning', location: { file: 'new/a.sql', line: 1 } },
    { severity: 'warning', location: { file: 'new/a.sql', line: 3 } },
  ])
  expect(exit).toBe(0)
})

test('a suppression with a reason, a baseline, and --fail-on', async () => {
  const ignore = '-- pgwright-ignore scan-under-lock, missing-lock-timeout: nobody is up\n'
  const cwd = makeFolder({ 'a.sql': ignore + locks, 'b.sql': lockOf('other') })
  const { places, report: json } = await report(cwd, '.')
  expect(places.some(place => /^a\.sql.*(scan|timeout|unused)/.test(place))).toBe(false)
  expect(json.facts.suppressed).toContainEqual(
    expect.objectContaining({ check: 'scan-under-lock', reason: 'nobody is up' }),
  )
  expect((await lint(cwd, ['.', '--baseline', 'known.json', '--update-baseline'])).exit).toBe(0)
  expect(await report(cwd, '.', '--baseline', 'known.json')).toMatchObject({ exit: 0, findings: [] })
  expect((await lint(cwd, ['b.sql', '--fail-on', 'never'])).exit).toBe(0)
})

test('what was judged before is remembered until a text, an option or the cache is another', async () => {
  const cwd = makeFolder({ 'a.sql': locks })
  const first = await report(cwd, 'a.sql')
  const folder = join(cwd, '.cache', 'lint')
  const [entry] = readdirSync(folder)
  const file = join(folder, entry!)
  const forged = readFileSync(file, 'utf8').replaceAll('"scan-under-lock"', '"forged"')
  writeFileSync(file, forged)
  expect((await report(cwd, 'a.sql')).places).toContain('a.sql:1 forged')
  expect((await report(cwd, 'a.sql', '--no-cache')).places).toEqual(first.places)
  expect((await report(cwd, 'a.sql', '--postgres', '14')).places).not.toContain('a.sql:1 forged')
  writeFileSync(file, forged.slice(0, 100))
  expect((await report(cwd, 'a.sql')).places).toEqual(first.places)
  rmSync(folder, { recursive: true })
  writeFileSync(folder, 'a file where the folder should be')
  expect((await report(cwd, 'a.sql')).places).toEqual(first.places)
})

function makeRepository(files: Record<string, string>): { cwd: string; git: (...args: string[]) => void } {
  const cwd = makeFolder(files)
  const git = (...args: string[]) => {
    const identity = [
      '-c',
      'user.name=Test',
      '-c',
      'user.email=test@example.org',
      '-c',
      'commit.gpgsign=false',
    ]
    execFileSync('git', [...identity, ...args], { cwd, stdio: 'ignore' })
  }
  git('init', '--initial-branch=main')
  git('add', '--all')
  git('commit', '--message=first')
  return { cwd, git }
}

test('--staged judges what is staged, as it is staged; --since what changed', async () => {
  const { cwd, git } = makeRepository({ 'a.sql': harmless, 'b.sql': locks })
  git('switch', '--create', 'work')
  writeFiles(cwd, { 'a.sql': locks, 'c.sql': harmless })
  git('add', 'a.sql')
  writeFiles(cwd, { 'a.sql': harmless })
  const staged = await report(cwd, '--staged', '.')
  expect(staged.places).toContain('a.sql:1 scan-under-lock')
  expect(staged.report.examined).toMatchObject({ files: 1 })
  const since = await report(cwd, '--since', 'main', '.')
  expect(since.report.examined).toMatchObject({ files: 1 })
  expect(since.places.filter(place => place.startsWith('b.sql'))).toEqual([])
})

test('a hook in a repository whose migrations are elsewhere judges the staged files', async () => {
  const { cwd, git } = makeRepository({ 'src/deep/er/a.sql': harmless })
  writeFiles(cwd, { 'src/deep/er/a.sql': locks })
  git('add', '--all')
  expect((await report(cwd, '--staged')).places).toContain('src/deep/er/a.sql:1 scan-under-lock')
})

test('of a history the pending migrations are judged, on what those before have made', async () => {
  const base = 'create schema shop;\ncreate table shop.orders (id int primary key, note text);\n'
  const { cwd, git } = makeRepository({
    'migrations/1_a.up.sql': base,
    'migrations/1_a.down.sql': 'drop table shop.orders;',
  })
  git('switch', '--create', 'work')
  writeFiles(cwd, {
    'migrations/2_b.up.sql': locks,
    'migrations/2_b.down.sql': 'alter table shop.orders alter note drop not null;',
  })
  const pending = await report(cwd)
  expect(pending.places).toContain('migrations/2_b.up.sql:1 scan-under-lock')
  expect(pending.report.examined).toMatchObject({
    format: 'golang-migrate',
    pending: 1,
    base: 1,
    statements: 1,
  })
  git('add', '--all')
  const staged = await report(cwd, '--staged')
  expect(staged.places).toEqual(pending.places)
})

test('several formats at once', async () => {
  const cwd = makeFolder({ 'a.sql': locks })
  const names = ['sarif', 'gitlab', 'junit', 'markdown', 'html']
  await lint(cwd, [
    'a.sql',
    '--format',
    'github',
    ...names.flatMap(name => ['--format', `${name}=report.${name}`]),
  ])
  for (const name of names) expect(existsSync(join(cwd, `report.${name}`))).toBe(true)
})
