import { formatLocation } from '../../../base/index.ts'
import { type Excerpt, type ExcerptLine, excerptOf } from '../../excerpt.ts'
import type { Finding, Remedy } from '../../finding.ts'
import type { RenderOptions } from '../../reporter.ts'
import { toUri } from '../../uri.ts'
import { describeFacts, severityWords } from '../../words.ts'
import { html, type Markup } from './markup.ts'
import { drawCode } from './section.ts'

/** One line for each finding, which leads to its card. */
export function drawIndex(findings: readonly Finding[]): Markup {
  const items = findings.map(
    (finding, i) => html`<li class="${finding.severity}"><a href="#finding-${i + 1}">
<span class="severity">${severityWords[finding.severity]}</span>
<span class="message">${finding.message}</span>
<span class="place">${placeOf(finding)}</span>
</a></li>
`,
  )
  return html`<ol class="index">${items}</ol>`
}

export function drawFinding(finding: Finding, number: number, options: RenderOptions): Markup {
  const { check, severity, message, why, evidence, remedy } = finding
  const excerpt = excerptOf(finding, options.sources)
  const facts = describeFacts(evidence).map(({ name, value }) => html`<dt>${name}</dt><dd>${value}</dd>`)
  return html`<article class="finding ${severity}" id="finding-${number}">
<header>
<span class="severity">${severityWords[severity]}</span>
<code>${check}</code>
${drawPlace(finding, options.sourceUrl)}
</header>
<h3>${message}</h3>
${excerpt === undefined ? undefined : drawExcerpt(excerpt)}
<dl class="fields">
<dt>Why</dt><dd><p>${why}</p></dd>
${facts.length === 0 ? undefined : html`<dt>Seen</dt><dd><dl class="facts">${facts}</dl></dd>`}
${remedy === undefined ? undefined : html`<dt>Remedy</dt><dd>${drawRemedy(remedy)}</dd>`}
<dt>Read</dt><dd>${drawDocs(finding.docs, options.docsUrl)}</dd>
</dl>
</article>
`
}

function placeOf({ location, object }: Finding): string {
  return location === undefined ? (object ?? '') : formatLocation(location)
}

function drawPlace(finding: Finding, sourceUrl: string | undefined): Markup {
  const { location } = finding
  const place = placeOf(finding)
  if (location === undefined || sourceUrl === undefined) return html`<span class="place">${place}</span>`
  return html`<a class="place" href="${sourceUrl}${toUri(location.file)}#L${location.line}">${place}</a>`
}

function drawDocs(docs: string, docsUrl: string | undefined): Markup {
  if (docsUrl === undefined) return html`<code>${docs}</code>`
  return html`<a href="${new URL(docs, docsUrl).href}">${docs}</a>`
}

function drawExcerpt({ lines, omitted }: Excerpt): Markup {
  const rest = omitted === 0 ? undefined : html`<i></i>… ${omitted} more`
  return html`<pre class="excerpt" tabindex="0"><code>${lines.map(drawLine)}${rest}</code></pre>`
}

/** A mark says something only where it is less than the line. */
function drawLine({ number, text, from, to }: ExcerptLine): Markup {
  const isWhole = text.slice(0, from).trim() === '' && /^[\s;]*$/.test(text.slice(to))
  const line = isWhole
    ? text
    : html`${text.slice(0, from)}<mark>${text.slice(from, to)}</mark>${text.slice(to)}`
  return html`<i>${number}</i>${line}
`
}

function drawRemedy({ title, steps = [], sql }: Remedy): Markup {
  const list = steps.length === 0 ? undefined : html`<ol>${steps.map(step => html`<li>${step}</li>`)}</ol>`
  return html`<p>${title}</p>${list}${sql === undefined ? undefined : drawCode(sql)}`
}
