import { describe, expect, it } from 'vitest'
import { locate } from '../base/index.ts'
import { excerptOf } from './excerpt.ts'
import type { Finding } from './finding.ts'

const file = 'a.sql'
const text = '-- head\r\nALTER TABLE a\r\n  ADD b int; DROP c;\r\n'

function findingOn(part: string, statement?: string): Finding {
  const start = text.indexOf(part)
  return { location: locate(file, text, start, start + part.length), statement } as Finding
}

describe('excerptOf', () => {
  it('shows and marks the lines of a statement, without their line ends', () => {
    const excerpt = excerptOf(findingOn('ALTER TABLE a\r\n  ADD b int'), new Map([[file, text]]))
    expect(excerpt).toEqual({
      lines: [
        { number: 2, text: 'ALTER TABLE a', from: 0, to: 13 },
        { number: 3, text: '  ADD b int; DROP c;', from: 2, to: 11 },
      ],
      omitted: 0,
    })
  })

  it('shows the statement where the file is not at hand, at the same place', () => {
    expect(excerptOf(findingOn('DROP c', 'DROP c'))?.lines).toEqual([
      { number: 3, text: `${' '.repeat(13)}DROP c`, from: 13, to: 19 },
    ])
  })

  it('cuts a long statement and says by how much', () => {
    const long = Array.from({ length: 30 }, (_, i) => `line ${i}`).join('\n')
    const location = locate(file, long, 0, long.length)
    const excerpt = excerptOf({ location } as Finding, new Map([[file, long]]))
    expect(excerpt?.lines).toHaveLength(8)
    expect(excerpt?.omitted).toBe(22)
  })

  it('shows nothing without a place, without a text, and behind the end of a file that has changed', () => {
    expect(excerptOf({} as Finding)).toBeUndefined()
    expect(excerptOf(findingOn('DROP c'))).toBeUndefined()
    expect(excerptOf(findingOn('DROP c'), new Map([[file, 'short']]))).toBeUndefined()
  })
})
