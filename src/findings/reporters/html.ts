import { formatLocation } from '../../base/index.ts'
import type { Report, Verdict } from '../report.ts'
import { defineReporter, type RenderOptions } from '../reporter.ts'
import type { Section } from '../section.ts'
import { makeVisible } from '../visible.ts'
import { countBySeverity, countFindings, describeExamined, severityWords, verdictMeanings } from '../words.ts'
import { drawFinding, drawIndex } from './html/finding.ts'
import { type Markup, html as markup } from './html/markup.ts'
import { drawPage } from './html/page.ts'
import { script } from './html/script.ts'
import { drawSection } from './html/section.ts'
import { style } from './html/style.ts'

/** One file without a single request: to be opened from a disk, sent, printed, and shown in a meeting. */
export const html = defineReporter({
  name: 'html',
  summary: 'for a meeting: one self-contained page with pictures',
  render(untrusted, options) {
    const report = makeVisible(untrusted)
    const title = `pgwright ${report.command}: ${report.verdict ?? countFindings(report.findings)}`
    const body = drawBody(report, { ...options, sources: makeVisible(options.sources) })
    return drawPage({ title, body, style, script })
  },
})

/** From the verdict to its reasons at a glance, then the picture of what happens, then everything in full. */
function drawBody(report: Report, options: RenderOptions): Markup {
  const { findings, sections } = report
  const isPicture = (section: Section) => section.kind === 'timeline'
  const cards = findings.map((finding, i) => drawFinding(finding, i + 1, options))
  const isClean = findings.length === 0
  return markup`<main>
${drawBanner(report)}
${isClean ? undefined : markup`<section><h2>At a glance</h2>${drawIndex(findings)}</section>`}
${sections.filter(isPicture).map(drawSection)}
${isClean ? undefined : markup`<section><h2>Findings</h2><div>${cards}</div></section>`}
${sections.filter(section => !isPicture(section)).map(drawSection)}
${drawGaps(report)}
<footer>pgwright ${options.toolVersion}</footer>
</main>`
}

function drawBanner({ command, verdict, findings, examined, notAssessed }: Report): Markup {
  const headline = verdict === undefined ? countFindings(findings) : verdictMeanings[verdict]
  const seen = describeExamined(examined)
  const counts = [
    ...countBySeverity(findings).map(([severity, n]) =>
      drawCount(n === 1 ? severityWords[severity] : `${severityWords[severity]}s`, String(n), severity),
    ),
    ...(notAssessed.length === 0 ? [] : [drawCount('not assessed', String(notAssessed.length), 'warning')]),
    ...seen.counts.map(({ name, value }) => drawCount(name, value)),
  ]
  return markup`<div class="banner ${verdict}">
<p class="tool">pgwright ${[command, ...seen.circumstances].join(', ')}</p>
<h1>${drawVerdict(verdict)}${headline}</h1>
<dl class="counts">${counts}</dl>
</div>`
}

function drawVerdict(verdict: Verdict | undefined): Markup | undefined {
  if (verdict === undefined) return undefined
  return markup`<span class="verdict">${verdict.charAt(0).toUpperCase() + verdict.slice(1)}.</span> `
}

function drawCount(name: string, value: string, kind?: string): Markup {
  return markup`<div class="${kind}"><dt>${name}</dt><dd>${value}</dd></div>`
}

function drawGaps({ notAssessed }: Report): Markup | undefined {
  if (notAssessed.length === 0) return undefined
  const gaps = notAssessed.map(({ what, because, location }) => {
    const place =
      location === undefined ? undefined : markup` <span class="place">${formatLocation(location)}</span>`
    return markup`<li>${what}${place} <span>because ${because}</span></li>`
  })
  return markup`<section><h2>Not assessed</h2><ul class="box gaps">${gaps}</ul></section>`
}
