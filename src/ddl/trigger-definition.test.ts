import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeStrings, describeEvents, describeMoment } from './trigger-definition.ts'

/** As `encode(…, 'escape')` does. */
function encodeStrings(strings: readonly string[]): string {
  const bytes = [...Buffer.from(strings.map(it => `${it}\0`).join(''))]
  return bytes
    .map(byte => {
      if (byte === 0x5c) return '\\\\'
      const isPlain = byte > 0 && byte < 0x80
      return isPlain ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`
    })
    .join('')
}

test('arguments come back as they were, whatever they are made of', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\\000', "it's", '\\', 'ü\\303'))
  const argument = text.filter(it => !it.includes('\0'))
  fc.assert(
    fc.property(fc.array(argument), strings => {
      expect(decodeStrings(encodeStrings(strings))).toEqual(strings)
    }),
  )
})

test('events and moments are read from the bits of the type', () => {
  expect([describeMoment(19), describeEvents(19, ['note'])]).toEqual(['BEFORE', 'UPDATE OF note'])
  expect([describeMoment(29), describeEvents(29, [])]).toEqual(['AFTER', 'INSERT OR DELETE OR UPDATE'])
  expect([describeMoment(69), describeEvents(32, [])]).toEqual(['INSTEAD OF', 'TRUNCATE'])
})
