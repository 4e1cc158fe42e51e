import fc from 'fast-check'
import type { Report } from '../../src/findings/index.ts'

/** Pieces that end, open or steer something in one of the formats. */
const pieces = [
  '</script>',
  '<script>alert(1)</script>',
  '</style>',
  '<!--',
  ']]>',
  '"',
  "'",
  '`',
  '```',
  '&amp;',
  '&',
  '|',
  '\\',
  '</details>',
  '</summary>',
  '::error::',
  '%0A',
  ',',
  ':',
  '@team',
  '[x](javascript:1)',
  '\u0000',
  '\u0007',
  '\u001b[31m',
  '\u001b]8;;http://x\u0007',
  '\u009b',
  '\u202e',
  '\ud800',
  '\udc00',
  '\uffff',
  '😀',
  'ж',
  '$x$',
  '#1',
]

export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.constantFrom(...pieces),
      fc.string({ maxLength: 6 }),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    {
      minLength: 1,
      maxLength: 8,
    },
  )
  .map(parts => parts.join('').replaceAll('\n', ''))

/** Words of the contract, which no user writes. */
const fixed = new Set(['severity', 'group', 'knowledge', 'kind', 'tone', 'align', 'language', 'verdict'])

/**
 * The report with every text that could come from a user replaced; `n` counts them, so that they can differ.
 */
export function replaceTexts(report: Report, replace: (n: number) => string): Report {
  let n = 0
  const visit = (value: unknown, key: string, inStep: boolean): unknown => {
    if (typeof value === 'string') return fixed.has(key) && !inStep ? value : replace(n++)
    if (Array.isArray(value)) return value.map(item => visit(item, key, inStep))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        name,
        visit(item, name, name === 'group' && 'label' in value),
      ]),
    )
  }
  return visit(report, '', false) as Report
}
