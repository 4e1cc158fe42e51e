import type { Section, TableSection } from '../../section.ts'
import { html, type Markup } from './markup.ts'
import { drawTimeline } from './timeline.ts'

export function drawSection(section: Section): Markup {
  const lead = section.summary === undefined ? undefined : html`<p class="lead">${section.summary}</p>`
  return html`<section><h2>${section.title}</h2>${lead}${drawBody(section)}</section>
`
}

function drawBody(section: Section): Markup {
  switch (section.kind) {
    case 'timeline':
      return html`<div>${drawTimeline(section)}</div>`
    case 'table':
      return drawTable(section)
    case 'text':
      return html`<div>${section.paragraphs.map(paragraph => html`<p>${paragraph}</p>`)}</div>`
    case 'code':
      return drawCode(section.code)
  }
}

/** Code with a button that copies it. */
export function drawCode(code: string): Markup {
  return html`<div class="sql"><pre tabindex="0"><code>${code.trimEnd()}</code></pre></div>`
}

function drawTable({ columns, rows }: TableSection): Markup {
  const alignment = columns.map(({ align }) => (align === 'right' ? 'right' : ''))
  const head = columns.map(({ title }, i) => html`<th class="${alignment[i]}">${title}</th>`)
  const body = rows.map(row => {
    const cells = columns.map(
      (_, i) => html`<td class="${alignment[i]} ${row[i]?.tone}">${row[i]?.text}</td>`,
    )
    return html`<tr>${cells}</tr>
`
  })
  return html`<div class="scroll"><table>
<thead><tr>${head}</tr></thead>
<tbody>${body}</tbody>
</table></div>`
}
