import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { byteOffsetReader } from './byte-offsets.ts'
import { findCommentRanges } from './comment-ranges.ts'
import { loadParser, scanText } from './parser.ts'

beforeAll(loadParser)

function scannedRanges(text: string): number[][] | undefined {
  const toOffset = byteOffsetReader(text)
  return scanText(text)
    ?.filter(({ tokenName }) => tokenName === 'SQL_COMMENT' || tokenName === 'C_COMMENT')
    .map(({ start, end }) => [toOffset(start), toOffset(end)])
}

const pieces = fc.constantFrom(
  ...["'", '"', '$', '$$', '$a$', '$ä$', '--', '-', '/*', '*/', '*', '/', '\n', '\r', ' ', ';', '\\'],
  ...['a', 'e', 'E', "e'", "U&'", '1', '$1', 'ä', '😀', '_', '+', 'select'],
)

test('comments are where PostgreSQL’s scanner finds them, in any text that it can scan', () => {
  let compared = 0
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 14 }), parts => {
      const text = parts.join('')
      const [found, scanned] = [findCommentRanges(text), scannedRanges(text)]
      if (found.isDoubtful || scanned === undefined) return
      compared++
      expect(found).toEqual({ comments: scanned, isDoubtful: false })
    }),
    { numRuns: 5000 },
  )
  expect(compared).toBeGreaterThan(500)
})

test.each([
  ['select \'a--b\', "c/*d", $$--$$, $x$ /* $$ $x$ -- e', { comments: [[45, 49]], isDoubtful: false }],
  ["select e'\\'--' -- f", { isDoubtful: true }],
  ['select a$b$ -- c', { comments: [[12, 16]], isDoubtful: false }],
  ['/* a /* b */ -- c */ select 1--d', { comments: [[0, 20], [29, 32]], isDoubtful: false }], // biome-ignore format: one line each
  ["select 1; select 'a", { comments: [], unclosedAt: 17 }],
])('%s', (text, expected) => {
  expect(findCommentRanges(text)).toMatchObject(expected)
})
