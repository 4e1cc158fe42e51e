import { describe, expect, it } from 'vitest'
import type { TimelineBar, Tone } from './section.ts'
import { barAt, readLegend, spanGroups, stackBars } from './timeline.ts'

function bar(first: number, last: number, tone: Tone = 'plain'): TimelineBar {
  return { first, last, label: `${tone} ${first}-${last}`, tone }
}

describe('spanGroups', () => {
  it('joins neighbours of one group; steps without a group stand alone', () => {
    const groups = ['a', 'a', undefined, undefined, 'a', 'b']
    const spans = spanGroups(groups.map(group => ({ label: '', group })))
    expect(spans.map(({ first, last }) => [first, last])).toEqual([
      [0, 1],
      [2, 2],
      [3, 3],
      [4, 4],
      [5, 5],
    ])
  })
})

describe('stackBars', () => {
  it('puts bars that overlap in rows of their own, and others in the first that is free', () => {
    const bars = [bar(3, 5), bar(0, 3), bar(4, 6), bar(6, 6)]
    const rows = stackBars({ label: '', bars })
    expect(rows).toEqual([
      [bar(0, 3), bar(4, 6)],
      [bar(3, 5), bar(6, 6)],
    ])
  })
})

describe('the gravest comes first', () => {
  const lane = { label: 'a', bars: [bar(0, 2, 'muted'), bar(1, 1, 'bad'), bar(0, 2, 'caution')] }

  it('where bars overlap', () => {
    expect([0, 1, 3].map(step => barAt(lane, step)?.tone)).toEqual(['caution', 'bad', undefined])
  })

  it('in the legend, which names each meaning once', () => {
    const legend = readLegend({ kind: 'timeline', title: '', steps: [], lanes: [lane, lane] })
    expect(legend).toEqual([
      { tone: 'bad', labels: ['bad 1-1'] },
      { tone: 'caution', labels: ['caution 0-2'] },
      { tone: 'muted', labels: ['muted 0-2'] },
    ])
  })
})
