import { describe, expect, it } from 'vitest'
import { countFindings, describeFacts, writeExamined } from './words.ts'

describe('describeFacts', () => {
  it.each([
    [{ lockMode: 'ShareLock' }, 'lock mode', 'ShareLock'],
    [{ walBytes: 2048 }, 'WAL', '2.0 kB'],
    [{ durationMs: 1500 }, 'duration', '1.5 s'],
    [{ rows_scanned: 1_203_551 }, 'rows scanned', '1,203,551'],
    [{ isValid: false }, 'is valid', 'no'],
    [{ tables: ['a', 'b', 'c'] }, 'tables', 'a, b and c'],
    [{ tables: [] }, 'tables', 'none'],
    [{ before: { type: 'int', sizeBytes: 4 } }, 'before', 'type int, size 4 B'],
    [{ bytes: 10 }, 'bytes', '10 B'],
  ])('%j', (facts, name, value) => {
    expect(describeFacts(facts)).toEqual([{ name, value }])
  })

  it('leaves out what is not known', () => {
    expect(describeFacts({ a: undefined, b: null, c: 0 })).toEqual([{ name: 'c', value: '0' }])
  })
})

describe('writeExamined', () => {
  it('counts in singular and plural', () => {
    const examined = {
      statements: 4,
      indexes: 1,
      policies: 1,
      tables: 1,
      classes: 1,
      rehearsedOn: 'PostgreSQL 18.4',
    }
    expect(writeExamined(examined)).toBe(
      '4 statements, 1 index, 1 policy, 1 table, 1 class, rehearsed on PostgreSQL 18.4',
    )
  })
})

describe('countFindings', () => {
  it('says so when there are none', () => {
    expect(countFindings([])).toBe('no findings')
  })
})
