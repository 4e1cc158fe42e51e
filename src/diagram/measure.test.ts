import { expect, test } from 'vitest'
import { fontSize, measureText } from './measure.ts'
import { shortenType } from './types.ts'

test('what comes from another font counts twice, what stands above a letter not at all', () => {
  expect(measureText('ab')).toBe(Math.ceil(2 * 0.615 * fontSize))
  expect(measureText('Äж')).toBe(measureText('ab'))
  expect(measureText('表')).toBe(measureText('ab'))
  expect(measureText('a\u0308')).toBe(measureText('a'))
})

test('types have their short names', () => {
  expect(shortenType('character varying(20)', 'shop')).toBe('varchar(20)')
  expect(shortenType('timestamp(3) with time zone', 'shop')).toBe('timestamptz(3)')
  expect(shortenType('time without time zone', 'shop')).toBe('time')
  expect(shortenType('character(3)[]', 'shop')).toBe('char(3)[]')
  expect(shortenType('shop.status', 'shop')).toBe('status')
  expect(shortenType('shop.status', 'other')).toBe('shop.status')
})
