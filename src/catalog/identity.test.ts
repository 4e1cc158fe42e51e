import { expect, test } from 'vitest'
import { splitIdentity, splitList, unquote } from './identity.ts'

test('names come out of their quotes', () => {
  expect(splitIdentity('shop.orders')).toEqual(['shop', 'orders'])
  expect(splitIdentity('"Odd Names"."a.b ""c"""')).toEqual(['Odd Names', 'a.b "c"'])
  expect(unquote('"Ä ö"')).toBe('Ä ö')
  expect(unquote('"a.b"')).toBe('a.b')
})

test('a list is split only at its own commas', () => {
  expect(splitList(`lower(a), (b + 1), replace(c, ',', 'it''s)'), "x,y"`)).toEqual([
    'lower(a)',
    '(b + 1)',
    `replace(c, ',', 'it''s)')`,
    '"x,y"',
  ])
  expect(splitList('')).toEqual([])
})
