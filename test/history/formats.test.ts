import { describe, expect, test } from 'vitest'
import { formats, type History, readHistory } from '../../src/history/index.ts'
import { splitSource } from '../../src/sql/index.ts'
import { layouts } from './layouts.ts'
import { type Files, makeProject } from './project.ts'

function describeMigrations({ migrations }: History): string[] {
  return migrations.map(({ version, name, up, down, isRepeatable }) => {
    const words = [version, name, up.execution, down && 'down', isRepeatable && 'again']
    return words.filter(Boolean).join(' ')
  })
}

/** The text of every file as another editor would save it. */
function resave(files: Files, change: (text: string) => string): Files {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, change(text as string)]))
}

test('every format has a layout here', () => {
  expect(layouts.map(layout => layout.format).sort()).toEqual(formats.map(format => format.name).sort())
})

describe.each(layouts)('$format', ({ format, files, expected }) => {
  test('is recognised and read in its own order', async () => {
    const history = await readHistory(makeProject(files))
    expect(history.format).toBe(format)
    expect(describeMigrations(history)).toEqual(expected)
    expect(history.notAssessed).toEqual([])
  })

  test('every script keeps the places of its file, and is SQL', async () => {
    const dir = makeProject(files)
    const history = await readHistory(dir)
    const scripts = history.migrations.flatMap(({ up, down, verify }) =>
      [up, down, verify].filter(it => it !== undefined),
    )
    for (const script of scripts) {
      const path = Object.keys(files).find(name => script.file.endsWith(`/${name}`))!
      if (script.substitutions === undefined)
        expect(keepsPlaces(script.text, files[path] as string)).toBe(true)
      await splitSource(script)
    }
  })

  test.each([
    ['Windows line ends', (text: string) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text: string) => `\uFEFF${text}`],
  ])('reads the same with %s', async (_, change) => {
    const [plain, changed] = [files, resave(files, change)].map(makeProject)
    const before = await readHistory(plain!, { format })
    const after = await readHistory(changed!, { format })
    expect(describeMigrations(after)).toEqual(describeMigrations(before))
    const texts = ({ migrations }: History) =>
      migrations.map(({ up, down }) => [up.text, down?.text].map(text => text?.replaceAll('\r\n', '\n')))
    expect(texts(after)).toEqual(texts(before))
  })
})

/** Each character is the file's or a space; a delimiter that Liquibase ends statements with may have become `;`. */
function keepsPlaces(text: string, original: string): boolean {
  return (
    text.length === original.length && [...text].every((char, i) => [original[i], ' ', ';'].includes(char))
  )
}

test('what another language says is told, what a tool leaves aside is listed', async () => {
  const dir = makeProject({
    '00001_a.sql': '-- +goose Up\nselect 1;\n',
    '00002_b.go': 'package migrations\n',
    'helpers.go': 'package migrations\n',
    'notes.sql': '-- +goose Up\nselect 1;\n',
  })
  const { notAssessed, ignored } = await readHistory(dir)
  expect(notAssessed.map(({ file, because }) => [file.split('/').at(-1), because])).toEqual([
    ['00002_b.go', 'a migration written in Go, not in SQL'],
  ])
  expect(ignored.map(({ file }) => file.split('/').at(-1))).toEqual(['notes.sql'])
})

test('a sections directive inside the text of a function is not mistaken where its tool is not mistaken', async () => {
  const text =
    "-- migrate:up\ncomment on table a is '\n  -- migrate:down is indented here';\n-- migrate:down\nselect 1;\n"
  const { migrations } = await readHistory(makeProject({ '1_a.sql': text }))
  expect(migrations[0]!.up.text).toContain('indented here')
  expect(migrations[0]!.down!.text.trim()).toBe('select 1;')
})

test('psql variables are replaced where psql replaces them, and nowhere else', async () => {
  const stamp = '2024-01-01T00:00:00Z Ann <ann@example.org>'
  const { migrations } = await readHistory(
    makeProject({
      'sqitch.plan': `%project=shop\n\na ${stamp}\n`,
      'deploy/a.sql': `\\set who ann\n-- :who\nselect ':who', :'who', :"who" as x, now()::date, $$ :who $$;\n`,
    }),
  )
  expect(migrations[0]!.up.text.split('\n').slice(1, 3)).toEqual([
    '-- :who',
    `select ':who', 'ann', ann as x, now()::date, $$ :who $$;`,
  ])
})

test('liquibase: rollback blocks, ignored lines, properties and preconditions', async () => {
  const text = `--liquibase formatted sql
--property name:table value:orders
--changeset "ann b":"one two" labels:x
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 select 0
create table \${table} (id int);
--ignoreLines:start
this is no SQL
--ignoreLines:end
--ignoreLines:1
nor is this
insert into \${table} values (1);
/* liquibase rollback
drop table \${table};
*/
--changeset ann:2
select 2;
--rollback not required
`
  const { migrations, notAssessed } = await readHistory(makeProject({ 'a.sql': text }))
  expect(
    migrations.map(({ name, up, down }) => [name, up.text.trim().split(/\n\s*/), down?.text.trim()]),
  ).toEqual([
    [
      'ann b:one two',
      ['create table orders (id int);', 'insert into orders values (1);'],
      'drop table orders;',
    ],
    ['ann:2', ['select 2;'], undefined],
  ])
  expect(notAssessed.map(({ file }) => file.split('/').at(-1))).toEqual(['a.sql:3'])
})
