import { formatLocation } from '../../../base/index.ts'
import type { TimelineStep } from '../../section.ts'
import { type StepSpan, stepDuration } from '../../timeline.ts'
import { html, type Markup } from './markup.ts'

/** More steps than this are folded: the picture above tells enough at first. */
const mostShown = 12

/** The steps of a timeline in words, group by group. */
export function drawSteps(steps: readonly TimelineStep[], spans: readonly StepSpan[]): Markup {
  const table = html`<div class="scroll"><table class="steps">
<thead><tr>
<th class="right">Step</th><th>Statement</th><th class="where"></th><th class="right">Time</th>
</tr></thead>
${spans.map(span => drawGroup(span, steps))}</table></div>
`
  if (steps.length <= mostShown) return table
  return html`<details><summary>All ${steps.length} steps</summary>${table}</details>`
}

function drawGroup({ group, first, last }: StepSpan, steps: readonly TimelineStep[]): Markup {
  const head = group === undefined ? undefined : html`<tr><th colspan="4">${group}</th></tr>`
  const rows = steps.slice(first, last + 1).map((step, i) => drawStep(step, first + i + 1))
  return html`<tbody>${head}${rows}</tbody>`
}

function drawStep(step: TimelineStep, number: number): Markup {
  return html`<tr>
<td class="right ${step.tone}">${number}</td>
<td><code>${step.detail ?? step.label}</code></td>
<td class="where place">${step.location && formatLocation(step.location)}</td>
<td class="right">${stepDuration(step)}</td>
</tr>
`
}
