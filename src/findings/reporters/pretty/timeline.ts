import { summarize } from '../../../base/index.ts'
import type { Style } from '../../reporter.ts'
import type { TimelineLane, TimelineSection, Tone } from '../../section.ts'
import { barAt, readLegend, type StepSpan, spanGroups, stepDuration } from '../../timeline.ts'
import { layRow, wrap } from './layout.ts'
import { paintTone } from './tone.ts'

const widestCell = 5

/** The steps as a numbered list, then lanes over the same numbers, in as many blocks as the width needs. */
export function drawTimeline(section: TimelineSection, width: number, style: Style): string[] {
  const { steps } = section
  const spans = spanGroups(steps)
  if (section.lanes.length === 0) return drawSteps(section, spans, width, style)
  const labelWidth = Math.min(32, Math.max(...section.lanes.map(lane => lane.label.length)))
  const space = width - labelWidth - 6
  const narrowest = String(steps.length).length + 1
  const cellWidth = Math.max(narrowest, Math.min(widestCell, Math.floor(space / steps.length) - 1))
  const perBlock = Math.max(1, Math.floor(space / (cellWidth + 1)))
  const blocks = Array.from({ length: Math.ceil(steps.length / perBlock) }, (_, i) => {
    const first = i * perBlock
    const grid = { first, last: Math.min(steps.length, first + perBlock) - 1, cellWidth, labelWidth, spans }
    return ['', drawNumbers(grid, style), ...section.lanes.map(lane => drawLane(lane, grid, style))]
  })
  return [
    ...drawSteps(section, spans, width, style),
    ...blocks.flat(),
    '',
    ...drawLegend(section, width, style),
  ]
}

function drawSteps({ steps }: TimelineSection, spans: StepSpan[], width: number, style: Style): string[] {
  const numberWidth = String(steps.length).length
  return spans.flatMap(({ group, first, last }) => [
    ...(group === undefined ? [] : [`  ${style.dim(summarize(group, width - 2))}`]),
    ...steps.slice(first, last + 1).flatMap((step, i) =>
      layRow([
        { text: '', width: 0 },
        { text: String(first + i + 1), width: numberWidth, isRight: true, paint: style.dim },
        {
          text: step.label,
          width: width - numberWidth - 17,
          paint: text => paintTone(text, step.tone, style),
        },
        { text: stepDuration(step), width: 11, isRight: true, paint: style.dim },
      ]),
    ),
  ])
}

interface Grid {
  first: number
  last: number
  cellWidth: number
  labelWidth: number
  spans: StepSpan[]
}

function drawNumbers(grid: Grid, style: Style): string {
  const cells = stepsOf(grid).map(
    step => boundaryBefore(step, grid) + String(step + 1).padEnd(grid.cellWidth),
  )
  return style.dim(`  ${' '.repeat(grid.labelWidth)}  ${cells.join('')}`.trimEnd())
}

function drawLane(lane: TimelineLane, grid: Grid, style: Style): string {
  const cells = stepsOf(grid).map(step => {
    const bar = barAt(lane, step)
    const boundary = style.dim(boundaryBefore(step, grid))
    if (bar === undefined) return boundary + ' '.repeat(grid.cellWidth)
    const goesOn = barAt(lane, step + 1) === bar || isLastOfGroup(step, grid)
    const length = goesOn ? grid.cellWidth : grid.cellWidth - 1
    const drawn = paintTone(glyphs[bar.tone].repeat(length), bar.tone, style)
    return boundary + drawn + ' '.repeat(grid.cellWidth - length)
  })
  return `  ${summarize(lane.label, grid.labelWidth).padEnd(grid.labelWidth)}  ${cells.join('')}`.trimEnd()
}

function stepsOf({ first, last }: Grid): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

function boundaryBefore(step: number, { first, spans }: Grid): string {
  return step > first && spans.some(span => span.first === step && span.group !== undefined) ? '│' : ''
}

function isLastOfGroup(step: number, { spans }: Grid): boolean {
  return spans.some(span => span.last === step)
}

/** Told apart by their density too, where there is no colour. */
const glyphs: Record<Tone, string> = { bad: '█', caution: '▓', plain: '▒', good: '░', muted: '·' }

function drawLegend(section: TimelineSection, width: number, style: Style): string[] {
  return readLegend(section).flatMap(({ tone, labels }) =>
    wrap(labels.join(', '), width - 6).map(
      (line, i) => `  ${i === 0 ? paintTone(glyphs[tone].repeat(2), tone, style) : '  '}  ${line}`,
    ),
  )
}
