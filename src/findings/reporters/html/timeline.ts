import { summarize } from '../../../base/index.ts'
import type { TimelineBar, TimelineLane, TimelineSection, TimelineStep } from '../../section.ts'
import { readLegend, type StepSpan, spanGroups, stackBars, stepDuration } from '../../timeline.ts'
import { html, type Markup } from './markup.ts'
import { drawSteps } from './steps.ts'

/** Lengths in CSS pixels. */
const laneHeight = 28
const barHeight = 18
const headHeight = 64
/** What the page is wide, within its margins, on a screen that has the room. */
const pageWidth = 988
const narrowestStep = 34
/** A step narrower than this does not show its time. */
const leastForTime = 60
/** Names are cut at so many characters; the whole one is shown when pointed at. */
const longestName = 34
/** Room behind the last step. */
const endWidth = 12
const monoCharWidth = 7.3
const charWidth = 6.6

interface Picture {
  section: TimelineSection
  spans: StepSpan[]
  stepWidth: number
  labelWidth: number
  height: number
  /** The lanes with their first row and their bars, row by row. */
  lanes: { lane: TimelineLane; top: number; rows: TimelineBar[][] }[]
}

/** Steps from left to right, lanes from top to bottom; the names of the lanes stay when it scrolls. */
export function drawTimeline(section: TimelineSection): Markup {
  const picture = layOut(section)
  const drawing = section.lanes.length === 0 ? undefined : [drawPicture(picture), drawLegend(section)]
  return html`${drawing}${drawSteps(section.steps, picture.spans)}`
}

function layOut(section: TimelineSection): Picture {
  const longestLabel = Math.max(0, ...section.lanes.map(({ label }) => Math.min(longestName, label.length)))
  const labelWidth = Math.ceil(longestLabel * monoCharWidth) + 32
  const stepWidth = Math.floor((pageWidth - labelWidth - endWidth) / Math.max(1, section.steps.length))
  let top = headHeight
  const lanes = section.lanes.map(lane => {
    const placed = { lane, top, rows: stackBars(lane) }
    top += Math.max(1, placed.rows.length) * laneHeight
    return placed
  })
  return {
    section,
    spans: spanGroups(section.steps),
    stepWidth: Math.max(narrowestStep, stepWidth),
    labelWidth,
    height: top + 8,
    lanes,
  }
}

function drawPicture(picture: Picture): Markup {
  const { section, spans, stepWidth, height, lanes } = picture
  const width = section.steps.length * stepWidth + endWidth
  const bars = lanes.flatMap(({ top, rows }) =>
    rows.map((row, i) => row.map(bar => drawBar(bar, top + i * laneHeight, stepWidth))),
  )
  return html`<div class="scroll timeline" tabindex="0" role="region" aria-label="${section.title}">
${drawLabels(picture)}
<svg width="${width}" height="${height}" role="img" aria-label="${describe(section)}">
${section.steps.map((step, i) => drawStep(step, i, picture))}
${lanes.map(({ top }) => html`<path class="rule" d="M0 ${top}H${width}"/>`)}
${spans.map(span => drawGroup(span, picture))}
${bars}
</svg>
</div>
`
}

function drawLegend(section: TimelineSection): Markup {
  const items = readLegend(section).map(({ tone, labels }) => {
    const sample = html`<rect class="${tone}" width="14" height="10" rx="2"/>`
    return html`<li><svg width="14" height="10" aria-hidden="true">${sample}</svg>${labels.join(', ')}</li>`
  })
  return html`<ul class="legend">${items}</ul>
`
}

function describe({ title, steps, lanes }: TimelineSection): string {
  const bars = lanes.flatMap(({ label, bars }) =>
    bars.map(bar => `${label}: ${bar.label} from step ${bar.first + 1} to ${bar.last + 1}`),
  )
  return `${title}, ${steps.length} steps. ${bars.join('. ')}`
}

function drawLabels({ lanes, height, labelWidth: width }: Picture): Markup {
  const labels = lanes.map(({ lane, top }) => {
    const name = html`${summarize(lane.label, longestName)}<title>${lane.label}</title>`
    return html`<path class="rule" d="M0 ${top}H${width}"/>
<text class="lane" x="16" y="${top + laneHeight / 2 + 4}">${name}</text>
`
  })
  return html`<svg class="labels" width="${width}" height="${height}" aria-hidden="true">${labels}</svg>`
}

/** The number of a step over a column that tells all about it when pointed at. */
function drawStep(step: TimelineStep, index: number, { stepWidth, height }: Picture): Markup {
  const x = index * stepWidth
  const duration = stepDuration(step)
  const text = `${index + 1}. ${step.detail ?? step.label}`
  const about = duration === '' ? text : `${text}\n${duration}`
  const middle = x + stepWidth / 2
  const time = html`<text class="time" x="${middle}" y="55" text-anchor="middle">${duration}</text>`
  return html`<g><title>${about}</title>
<rect class="column" x="${x}" y="26" width="${stepWidth}" height="${height - 30}"/>
<text class="step ${step.tone ?? 'plain'}" x="${middle}" y="40" text-anchor="middle">${index + 1}</text>
${stepWidth < leastForTime ? undefined : time}</g>
`
}

function drawGroup({ group, first, last }: StepSpan, { section, stepWidth, height }: Picture): Markup {
  if (group === undefined) return html``
  const x = first * stepWidth
  const width = (last - first + 1) * stepWidth
  const name = summarize(group, Math.max(1, Math.floor((width - 14) / charWidth)))
  const edges = [first === 0 ? [] : x, last === section.steps.length - 1 ? [] : x + width].flat()
  const boundaries = edges.map(edge => html`<path class="boundary" d="M${edge + 0.5} 6V${height - 4}"/>`)
  return html`<g><title>${group}</title>
${boundaries}<text class="group" x="${x + 7}" y="18">${name}</text></g>
`
}

function drawBar({ first, last, label, detail, tone }: TimelineBar, top: number, stepWidth: number): Markup {
  const x = first * stepWidth + 2
  const y = top + (laneHeight - barHeight) / 2
  const width = (last - first + 1) * stepWidth - 4
  const hasRoom = width >= label.length * charWidth + 14
  const name = html`<text class="held ${tone}" x="${x + 8}" y="${y + 13}">${label}</text>`
  return html`<g><title>${detail === undefined ? label : `${label}: ${detail}`}</title>
<rect class="${tone}" x="${x}" y="${y}" width="${width}" height="${barHeight}" rx="3"/>
${hasRoom ? name : undefined}</g>
`
}
