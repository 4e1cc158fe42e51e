import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from './finding.ts'
import { fingerprint } from './fingerprint.ts'

const finding: Finding = {
  check: 'data-loss',
  group: 'data-loss',
  severity: 'error',
  knowledge: 'observed',
  message: 'Dropping a column deletes 48,210 values',
  why: 'They cannot be read again.',
  location: { file: 'migrations/2.sql', line: 3, column: 1, endLine: 3, endColumn: 30 },
  statement: 'ALTER TABLE a\n  DROP COLUMN b',
  evidence: { valuesLost: 48_210 },
  docs: 'docs/rules/data-loss.md',
}

describe('fingerprint', () => {
  it('stays when lines move, layout changes and something else is measured', () => {
    const space = fc.constantFrom(' ', '\n', '\t', '\r\n  ', '   ')
    fc.assert(
      fc.property(
        fc.nat(999),
        fc.array(space, { minLength: 4, maxLength: 4 }),
        fc.nat(),
        (line, gaps, valuesLost) => {
          const [a, b, c, d] = gaps
          const moved: Finding = {
            ...finding,
            location: { ...finding.location!, line: line + 1, endLine: line + 2, column: 7 },
            statement: `ALTER${a}TABLE${b}a${c}DROP${d}COLUMN b;`,
            message: `Dropping a column deletes ${valuesLost} values`,
            evidence: { valuesLost },
          }
          expect(fingerprint([moved])).toEqual(fingerprint([finding]))
        },
      ),
    )
  })

  it.each([
    ['check', { check: 'rewrite-under-lock' }],
    ['statement', { statement: 'ALTER TABLE a DROP COLUMN "B"' }],
    ['file', { location: { ...finding.location!, file: 'migrations/3.sql' } }],
    ['object', { object: 'column a.b' }],
  ])('differs by %s', (_, change) => {
    expect(fingerprint([{ ...finding, ...change }])).not.toEqual(fingerprint([finding]))
  })

  it('without a statement holds on to the object, without an object to the words of the message', () => {
    const bare: Finding = { ...finding, statement: undefined }
    const remeasured = { ...bare, message: 'Dropping a column deletes 7 values' }
    expect(fingerprint([remeasured])).toEqual(fingerprint([bare]))
    expect(fingerprint([{ ...bare, message: 'Another' }])).not.toEqual(fingerprint([bare]))
    const named = { ...bare, object: 'column a.b' }
    expect(fingerprint([{ ...named, message: 'Another' }])).toEqual(fingerprint([named]))
  })

  it('tells equal findings apart by their number', () => {
    const prints = fingerprint([finding, finding, finding])
    expect(new Set(prints).size).toBe(3)
    expect(fingerprint([finding])[0]).toBe(prints[0])
  })
})
