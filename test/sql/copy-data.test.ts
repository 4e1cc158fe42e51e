import { expect, test } from 'vitest'
import { splitSource } from '../../src/sql/index.ts'

test.each([
  ['at the very beginning', ''],
  ['after a comment', '-- data\n'],
  ['after another block', 'copy a from stdin;\n1\n\\.\n'],
  ['after a statement on the line before', 'select 1;\n'],
])('COPY data %s goes with its statement', async (_, before) => {
  const { statements } = await splitSource({
    file: 'a.sql',
    text: `${before}COPY app.notes (id, body) FROM stdin;\n1\tÜ;\\n'\n2\t\\N\n\\.\ncreate table after_copy();`,
  })
  expect(statements.at(-2)).toMatchObject({
    text: 'COPY app.notes (id, body) FROM stdin',
    copyData: "1\tÜ;\\n'\n2\t\\N\n",
  })
  expect(statements.at(-1)?.text).toBe('create table after_copy()')
})

test('what looks like COPY inside a string or a comment is none', async () => {
  const text = "select '\ncopy a from stdin;\n1\n\\.\n';\n/*\ncopy a from stdin;\n1\n\\.\n*/ select 2;"
  const { statements } = await splitSource({ file: 'a.sql', text })
  expect(statements.map(({ copyData }) => copyData)).toEqual([undefined, undefined])
})
