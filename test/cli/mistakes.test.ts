import { describe, expect, test } from 'vitest'
import { runCommand } from '../support/command.ts'
import { makeFolder } from '../support/folder.ts'

const project = {
  'good/001_a.sql': 'create table a (id int);\n',
  'good/002_b.sql': 'alter table a add b int;\n',
  'latin/001_a.sql': Buffer.from("select 'caf\xe9';\n", 'latin1'),
  'gone/001_a.sql': '\\i nope.sql\n',
  'empty/.gitkeep': '',
  'unknown-key.json': '{ "reveiw": {} }',
  'unknown-setting.json': '{ "review": { "dri": "x" } }',
  'wrong-value.json': '{ "engine": { "version": 9 } }',
  'broken.json': '{',
  'broken/package.json': '{ broken',
}
const last = ['review', '--dir', 'good', '--last', '1']

describe('one line on standard error, nothing on standard output, exit code 2', () => {
  test.concurrent.each<[args: string[], says: string]>([
    [['reveiw'], '(Did you mean review?)'],
    [['review', '--dri', 'good'], '(Did you mean --dir?)'],
    [['review', 'extra'], 'too many arguments'],
    [['review', '--from'], 'argument missing'],
    [['--color', 'maybe', 'explain'], 'always, never'],
    [['explain-check', 'rewrite-under-lok'], 'Did you mean "rewrite-under-lock"?'],
    [['review', '--dir', 'nope'], 'nope is not a folder'],
    [['review', '--dir', 'empty'], 'empty has no migrations'],
    [['review', '--dir', 'good/001_a.sql'], 'is not a folder'],
    [['review', '--dir', 'latin', '--last', '1'], 'latin/001_a.sql: byte 11 is not UTF-8'],
    [['review', '--dir', 'gone', '--last', '1'], 'gone/001_a.sql:1:1: nope.sql cannot be included'],
    [['review', '--dir', 'good', '--last', '0'], 'whole number above zero'],
    [['review', '--dir', 'good', '--last', '-1'], 'whole number above zero'],
    [['review', '--dir', 'good', '--last', 'abc'], 'whole number above zero'],
    [['review', '--dir', 'good', '--last', '3'], 'the last 3 of 2 migrations'],
    [['review', '--dir', 'good', '--from', '9'], 'no migration has the version 9'],
    [['review', '--dir', 'good'], 'Say what is pending with --last'],
    [[...last, '--from', '001'], 'Give only one of --last and --from'],
    [[...last, '--layout', 'flywya'], 'Did you mean "flyway"?'],
    [[...last, '--format', 'htm'], 'Did you mean "html"?'],
    [[...last, '--format', 'html', '--json'], 'Only one format can go to standard output'],
    [[...last, '--fail-on', 'nope'], 'Allowed choices are'],
    [[...last, '--seed', 'nope.sql'], 'nope.sql cannot be read'],
    [[...last, '--baseline', 'nope.json'], 'nope.json cannot be read'],
    [[...last, '--config', 'nope.ts'], 'nope.ts cannot be read'],
    [[...last, '--config', 'unknown-key.json'], 'Did you mean "review"?'],
    [[...last, '--config', 'unknown-setting.json'], 'Did you mean "dir"?'],
    [[...last, '--config', 'wrong-value.json'], 'engine.version'],
    [[...last, '--config', 'broken.json'], 'broken.json cannot be read'],
  ])('%j', async (args, says) => {
    const { exit, stdout, stderr } = await runCommand(args, { cwd: makeFolder(project) })
    expect(stderr).toContain(says)
    expect(stderr).not.toMatch(/^ +at /m)
    expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
  })
})

test('a package.json that cannot be read', async () => {
  const cwd = makeFolder(project)
  const { exit, stdout, stderr } = await runCommand(['review', '--dir', '../good', '--last', '1'], {
    cwd: `${cwd}/broken`,
  })
  expect({ exit, stdout }).toEqual({ exit: 2, stdout: '' })
  expect(stderr).toContain('package.json cannot be read')
})

test.each(['9', '19'])('no server of major %s: exit code 3', async major => {
  const { exit, stdout, stderr } = await runCommand([...last, '--server', major], {
    cwd: makeFolder(project),
  })
  expect({ exit, stdout }).toEqual({ exit: 3, stdout: '' })
  expect(stderr).toContain(`There is no PostgreSQL ${major}`)
})

test.each([[[]], [['help']], [['--help']], [['help', 'review']], [['--color', 'never', 'review', '--help']]])(
  '%j prints help',
  async args => {
    const { exit, stdout, stderr } = await runCommand(args)
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' })
    expect(stdout).toMatch(/^Usage: pgwright/)
    if (args.includes('review')) expect(stdout).toContain('--since <ref>')
  },
)
