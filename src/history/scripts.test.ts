import fc from 'fast-check'
import { expect, test } from 'vitest'
import { locate } from '../base/index.ts'
import type { Script } from './migration.ts'
import { placeInFile, substitute } from './placeholders.ts'
import { blank, keepRanges } from './scripts.ts'

const text = fc.string({ unit: fc.constantFrom('a', ';', ' ', '\n', '\r\n', '\t', 'é', '\u{1F600}', '-') })

test('blanking keeps every length and every line end', () => {
  fc.assert(
    fc.property(text, original => {
      const blanked = blank(original)
      expect(blanked.length).toBe(original.length)
      expect(blanked.replace(/[^\r\n]/g, '')).toBe(original.replace(/[^\r\n]/g, ''))
      expect(blanked.trim()).toBe('')
    }),
  )
})

test('what is in a range stays where it was, all else is blank', () => {
  const cut = fc.tuple(text, fc.uniqueArray(fc.nat(40), { minLength: 2, maxLength: 4 }))
  fc.assert(
    fc.property(cut, ([original, bounds]) => {
      const [a, b, c, d] = [...bounds, 41, 42, 43]
        .map(bound => Math.min(bound, original.length))
        .sort((x, y) => x - y)
      const kept = keepRanges(original, [
        [a!, b!],
        [c!, d!],
      ])
      expect(kept.length).toBe(original.length)
      expect(kept.slice(a, b)).toBe(original.slice(a, b))
      expect(kept.slice(c, d)).toBe(original.slice(c, d))
      expect(kept.slice(b, c)).toBe(blank(original.slice(b, c)))
    }),
  )
})

test('a place behind replaced placeholders is corrected to the place in the file', () => {
  const piece = fc.constantFrom('select', ' ', '\n', `\${a}`, `\${long}`, `\${none}`, ';')
  const values: Record<string, string> = { a: 'much longer than its mark', long: 'x', none: '' }
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), pieces => {
      const original: Script = { file: 'f', text: pieces.join(''), execution: 'autocommit' }
      const filled = substitute(original, /\$\{(\w+)\}/g, ([, name]) => values[name!])
      let inFile = 0
      let inText = 0
      for (const word of pieces) {
        const value = word.startsWith('$') ? values[word.slice(2, -1)]! : word
        if (value !== '') {
          const place = locate('f', filled.text, inText, inText)
          expect(placeInFile(filled, place)).toEqual(locate('f', original.text, inFile, inFile))
        }
        inFile += word.length
        inText += value.length
      }
      expect(filled.text.length).toBe(inText)
    }),
  )
})
