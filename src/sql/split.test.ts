import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type SplitSource, splitSource } from './split.ts'

const split = (text: string): Promise<SplitSource> => splitSource({ file: 'a.sql', text })
const texts = async (text: string) => (await split(text)).statements.map(statement => statement.text)

test('statements end where PostgreSQL says, without the comments around them', async () => {
  expect(await texts('-- a\n/* b /* c */ */ select 1 -- d\n ; ;\nselect $$;$$ -- e\n')).toEqual([
    'select 1',
    'select $$;$$',
  ])
  expect(
    await texts('create function f() returns int begin atomic select 1; select 2; end; select 3'),
  ).toHaveLength(2)
  expect(await texts('-- nothing here')).toEqual([])
})

test('places count lines and UTF-16 columns, whatever stands before', async () => {
  const { statements } = await split("select '😀é';\n  select 'ü' as \"ß\";")
  expect(statements[0]?.location).toMatchObject({ line: 1, column: 1, endLine: 1, endColumn: 13 })
  expect(statements[1]?.location).toMatchObject({ line: 2, column: 3 })
})

test('any statements joined by any filling come back whole and in place', async () => {
  const statement = fc.constantFrom("select 'é;'", 'select 1', 'select $a$;\n$a$', 'create table "tä"(a int)')
  const filling = fc.constantFrom(';', ' ;\n', '; -- ü ; \n', ';/* 😀; */', ';;\r\n')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(statement, filling)), async parts => {
      const text = parts.flat().join('')
      const { statements } = await split(text)
      expect(statements.map(it => it.text)).toEqual(parts.map(([sql]) => sql))
      for (const it of statements) expect(text.slice(it.start, it.end)).toBe(it.text)
    }),
  )
})

test('a syntax error shows its line with a caret', async () => {
  await expect(split("select '😀';\nalter tabel t add c int;")).rejects.toMatchObject({
    code: 'PGWRIGHT_SQL_SYNTAX',
    location: { line: 2, column: 7 },
    message: 'a.sql:2:7: syntax error at or near "tabel"\n2 | alter tabel t add c int;\n  |       ^',
  })
})

test("psql's commands are set apart", async () => {
  const { statements, metaCommands } = await split(
    "\\set ON_ERROR_STOP on\nselect 1 \\gexec\n\\echo 'x'\nselect 2;",
  )
  expect(statements.map(it => it.text)).toEqual(['select 1', 'select 2'])
  expect(metaCommands.map(it => [it.name, it.argument, it.location.line])).toEqual([
    ['set', 'ON_ERROR_STOP on', 1],
    ['gexec', '', 2],
    ['echo', "'x'", 3],
  ])
})

test('COPY data goes with its statement, and only where COPY is one', async () => {
  const text = "-- copy t from stdin;\nselect 1;\ncopy t (a) from stdin;\nit's\t1\n\\N\t2\n\\.\nselect 2;\n"
  const { statements } = await split(text)
  expect(statements.map(it => [it.text, it.copyData])).toEqual([
    ['select 1', undefined],
    ['copy t (a) from stdin', "it's\t1\n\\N\t2\n"],
    ['select 2', undefined],
  ])
  expect(statements[2]?.location.line).toBe(7)
  const commented = await split('/*\ncopy t from stdin;\n*/\ncopy t from stdin;\n1\n\\.\n')
  expect(commented.statements.map(it => it.copyData)).toEqual(['1\n'])
})
