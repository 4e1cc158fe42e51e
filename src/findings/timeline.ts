import { formatDuration } from '../base/index.ts'
import type { TimelineBar, TimelineLane, TimelineSection, TimelineStep, Tone } from './section.ts'

/** Tones from the gravest to the lightest. */
const gravestFirst: readonly Tone[] = ['bad', 'caution', 'plain', 'good', 'muted']

/** Consecutive steps of one group (one transaction), as indexes, both included. */
export interface StepSpan {
  group: string | undefined
  first: number
  last: number
}

/** Steps without a group stand alone: each is a span of its own. */
export function spanGroups(steps: readonly TimelineStep[]): StepSpan[] {
  const spans: StepSpan[] = []
  for (const [index, { group }] of steps.entries()) {
    const span = spans.at(-1)
    if (span !== undefined && group !== undefined && span.group === group) span.last = index
    else spans.push({ group, first: index, last: index })
  }
  return spans
}

/** What each tone stands for in this picture, from the gravest: the labels of its bars. */
export function readLegend(section: TimelineSection): { tone: Tone; labels: string[] }[] {
  const bars = section.lanes.flatMap(lane => lane.bars)
  return gravestFirst
    .map(tone => ({
      tone,
      labels: [...new Set(bars.filter(bar => bar.tone === tone).map(bar => bar.label))],
    }))
    .filter(({ labels }) => labels.length > 0)
}

/** The bars of a lane in rows in which none covers another. */
export function stackBars(lane: TimelineLane): TimelineBar[][] {
  const rows: TimelineBar[][] = []
  for (const bar of [...lane.bars].sort((a, b) => a.first - b.first)) {
    const row = rows.find(bars => bars.at(-1)!.last < bar.first)
    if (row === undefined) rows.push([bar])
    else row.push(bar)
  }
  return rows
}

/** The gravest bar of a lane during a step. */
export function barAt(lane: TimelineLane, step: number): TimelineBar | undefined {
  return lane.bars
    .filter(bar => bar.first <= step && step <= bar.last)
    .sort((a, b) => gravestFirst.indexOf(a.tone) - gravestFirst.indexOf(b.tone))[0]
}

/** What begins with a step, lane by lane. */
export function barsFrom(section: TimelineSection, step: number): { lane: string; bar: TimelineBar }[] {
  return section.lanes.flatMap(lane =>
    lane.bars.filter(bar => bar.first === step).map(bar => ({ lane: lane.label, bar })),
  )
}

export function stepDuration(step: TimelineStep): string {
  return step.durationMs === undefined ? '' : formatDuration(step.durationMs)
}
