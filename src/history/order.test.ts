import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Comparator, compareDotted, compareNatural, compareNumbers, compareText } from './order.ts'

const number = fc.bigInt({ min: 0n, max: 10n ** 20n }).map(String)
const padded = fc.tuple(fc.nat(3), number).map(([zeros, digits]) => '0'.repeat(zeros) + digits)
const dotted = fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }).map(parts => parts.join('.'))
const name = fc.stringMatching(/^[a-zé/_0-9]{0,8}$/)

test.each<[string, Comparator, fc.Arbitrary<string>]>([
  ['compareText', compareText, fc.string({ unit: 'binary' })],
  ['compareNumbers', compareNumbers, padded],
  ['compareDotted', compareDotted, dotted],
  ['compareNatural', compareNatural, name],
])('%s is a total order', (_, compare, values) => {
  fc.assert(
    fc.property(values, values, values, (a, b, c) => {
      expect(compare(a, a)).toBe(0)
      expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)) + 0)
      if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0)
    }),
  )
})

test('numbers compare by value, whatever their length', () => {
  fc.assert(fc.property(number, number, (a, b) => compareNumbers(a, b) < 0 === BigInt(a) < BigInt(b)))
})

test('missing parts of a dotted version are zero, dots and underscores the same', () => {
  fc.assert(
    fc.property(dotted, version => {
      expect(compareDotted(version, `${version}.0`)).toBe(0)
      expect(compareDotted(version, version.replaceAll('.', '_'))).toBe(0)
      expect(compareDotted(version, `${version}.1`)).toBeLessThan(0)
    }),
  )
  expect(compareDotted('1.9', '1.10')).toBeLessThan(0)
})

test('text compares by code point, as bytes of UTF-8 do', () => {
  expect(compareText('\u{1F600}', '\uFFFD')).toBeGreaterThan(0)
})
