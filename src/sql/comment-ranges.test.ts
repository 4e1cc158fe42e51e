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
      if (found === undefined || scanned === undefined) return
      compared++
      expect(found).toEqual(scanned)
    }),
    { numRuns: 5000 },
  )
  expect(compared).toBeGreaterThan(500)
})

test.each([
  ['select \'a--b\', "c/*d", $$--$$, $x$ /* $$ $x$ -- e', 1],
  ["select e'\\'--' -- f", undefined],
  ['select a$b$ -- c', 1],
  ['/* a /* b */ -- c */ select 1--d', 2],
])('%s', (text, comments) => {
  expect(findCommentRanges(text)?.length).toBe(comments)
})
