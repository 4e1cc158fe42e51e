import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  type HistoryOptions,
  hashMigration,
  placeInFile,
  readHistory,
  selectPending,
} from '../../src/history/index.ts'
import { makeProject, makeRepository, writeFiles } from './project.ts'

const own = '-- pgwright: up\n'
const read = (text: string, options: HistoryOptions) =>
  readHistory(makeProject({ '1_a.sql': own + text }), options)

async function fill(text: string, options: HistoryOptions): Promise<string> {
  const { migrations } = await read(text, options)
  return migrations[0]!.up.text.slice(own.length).trim()
}

test('the mark says how a value is written, and a type where the mark does not', async () => {
  const placeholders = { who: "o'hara", tab: 'user', size: -5, on: true, how: 'desc', lines: 'a\n\\b' }
  const declarations = {
    size: { type: 'integer' },
    on: { type: 'boolean' },
    how: { type: 'sql' },
    tab: { type: 'identifier' },
  } as const
  const text = `select :'who', :'lines', 1 -:size, :on from :tab t where relname = :'tab' order by 1 :how; -- :none`
  expect(await fill(text, { placeholders, declarations })).toBe(
    `select 'o''hara',  E'a\\n\\\\b', 1 - -5, true from "user" t where relname = 'user' order by 1 desc; -- :none`,
  )
})

test('what PostgreSQL takes stays as it is', async () => {
  const text = `select ':a', $$ :b $$, now()::date, e'\\':c', "x:d" /* :'e' */ from t where a[1:n] = f(x := 1);`
  expect(await fill(text, {})).toBe(text)
})

const cases: [why: string, text: string, options: HistoryOptions, says: string[]][] = [
  ['no value', `select 1;\nselect :'who';`, {}, ['1_a.sql:3', `placeholder :'who'`]],
  [
    'a value from an environment that has none',
    `select :'who';`,
    { declarations: { who: { env: 'PGWRIGHT_TEST_NOBODY' } } },
    ['1_a.sql:2'],
  ],
  [
    'a value that does not fit',
    'select :n;',
    { placeholders: { n: '1; drop table t' }, declarations: { n: { type: 'integer' } } },
    ['1_a.sql:2', '"1; drop table t"', 'no whole number'],
  ],
  [
    'a name that the server would cut',
    'create table :"n" ();',
    { placeholders: { n: 'x'.repeat(64) } },
    ['1_a.sql:2', '63 bytes'],
  ],
  ['no type', 'select :n;', { placeholders: { n: 1 } }, ['1_a.sql:2', ':n has no type']],
  [
    'a value that no file uses',
    `select :'name';`,
    { placeholders: { name: 'a', nmae: 'b' } },
    ['"nmae"', 'Did you mean "name"'],
  ],
  [
    'a secret that would be a name',
    'create role :"pw";',
    { placeholders: { pw: 'a' }, declarations: { pw: { isSecret: true } } },
    ['1_a.sql:2', ':"pw" is a secret'],
  ],
]

test.each(cases)('refused: %s', async (_, text, options, says) => {
  const error = await read(text, options).catch((error: Error) => error)
  expect(error).toMatchObject({ exit: 2 })
  for (const words of says) expect((error as Error).message).toContain(words)
})

test('a value of a secret is not in an error', async () => {
  const declarations = { pw: { type: 'integer', isSecret: true, value: 'hunter2' } } as const
  const error: Error = await read('select :pw;', { declarations }).then(
    () => expect.unreachable(),
    error => error,
  )
  expect(error.message).toContain('no whole number')
  expect(error.message).not.toContain('hunter2')
})

test('tools keep their marks, their settings and their text', async () => {
  const files = {
    'V1__a.sql': `create table \${Table} (id int default \${n});\n`,
    'flyway.conf': 'flyway.placeholders.table=a b\n',
  }
  const { migrations } = await readHistory(makeProject(files), { placeholders: { n: 1 } })
  expect(migrations[0]!.up.text).toBe('create table a b (id int default 1);\n')
  const declared = await readHistory(makeProject(files), {
    placeholders: { N: 1, TABLE: 'order' },
    declarations: { table: { type: 'identifier' } },
  })
  expect(declared.migrations[0]!.up.text).toBe('create table "order" (id int default 1);\n')
})

test('the hash is that of the file, whatever the values', async () => {
  const text = `create table :"t" (a text default :'v');`
  const hashes = await Promise.all(
    ['a', 'another'].map(async value => {
      const { migrations } = await read(text, { placeholders: { t: value, v: value } })
      return hashMigration(migrations[0]!)
    }),
  )
  expect(hashes[0]).toBe(hashes[1])
  const plain = await read('create table t ();', {})
  expect(await hashMigration(plain.migrations[0]!)).toBe(
    createHash('sha256').update('create table t ();').digest('hex'),
  )
})

test('places are those of the file', async () => {
  const { migrations } = await read(`select :'v', here;`, { placeholders: { v: 'a long value' } })
  const { up } = migrations[0]!
  const column = up.text.split('\n')[1]!.indexOf('here') + 1
  const place = { file: up.file, line: 2, column, endLine: 2, endColumn: column + 4 }
  expect(placeInFile(up, place)).toMatchObject({ column: 14, endColumn: 18 })
})

test('what git has is compared as the files are, also where it has a placeholder that is gone', async () => {
  const { dir, git } = makeRepository({ '1_a.sql': `${own}select :'old';\n`, '2_b.sql': `select :'v';\n` })
  writeFiles(dir, { '1_a.sql': `${own}select :'v';\n`, '3_c.sql': `select :'v';\n` })
  expect(git('status', '--short')).toContain('1_a.sql')
  const selection = await selectPending(await readHistory(dir, { placeholders: { v: 'x' } }))
  expect(selection.pending.map(({ version }) => version)).toEqual(['3'])
  expect(selection.edited.map(({ version }) => version)).toEqual(['1'])
})
