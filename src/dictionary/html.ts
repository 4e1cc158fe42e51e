import { toSlug } from '../base/index.ts'
import { drawPage, html, type Markup, makeVisible } from '../findings/index.ts'
import type { Dictionary } from './dictionary.ts'
import { script } from './html-script.ts'
import { style } from './html-style.ts'
import { drawNavigation } from './navigation.ts'
import type { Block, Page, Text } from './page.ts'
import { arrangePages } from './pages.ts'
import { drawSearchIndex } from './search-index.ts'

/**
 * One file with a page for each object, to be opened from a disk.
 *
 * Each page is drawn in full inside of a `<noscript>`. Without scripts a browser shows them all: one long document. With
 * scripts such an element is but a text to the browser, which costs nothing until its page is opened; so a database of
 * ten thousand tables opens at once, and there is one way to draw a page instead of two.
 */
export function renderHtml(dictionary: Dictionary): string {
  const pages = arrangePages(makeVisible(dictionary))
  const articles = pages.map(
    page => html`<article id="${toSlug(page.key)}"><noscript>${drawObject(page)}</noscript></article>\n`,
  )
  const body = html`${drawNavigation(pages)}
<main>
${articles}</main>
${drawSearchIndex(pages)}`
  return drawPage({ title: dictionary.title, body, style, script })
}

function drawObject({ kind, title, about, facts, blocks }: Page): Markup {
  const words = [about.comment, ...about.notes].map(text => text && html`<p class="words">${text}</p>`)
  return html`<p class="kind">${kind}</p><h1>${title}</h1>${words}<dl>${facts.map(
    ({ name, value }) => html`<dt>${name}</dt><dd>${drawText(value)}</dd>`,
  )}</dl>${blocks.map(drawBlock)}`
}

function drawBlock(block: Block): Markup {
  if (block.kind === 'code') return html`<h2>${block.title}</h2><pre><code>${block.sql}</code></pre>`
  const rows = block.rows.map(row => html`<tr>${row.map(cell => html`<td>${drawText(cell)}</td>`)}</tr>`)
  return html`<h2>${block.title}</h2><div class="scroll"><table><thead><tr>${block.columns.map(
    title => html`<th>${title}</th>`,
  )}</tr></thead><tbody>${rows}</tbody></table></div>`
}

function drawText(text: Text): Markup {
  if (typeof text === 'string') return html`${text}`
  if ('code' in text) return html`<code>${text.code}</code>`
  if ('badge' in text) return html`<b class="badge">${text.badge}</b>`
  if ('to' in text) return html`<a href="#${toSlug(text.to)}"><code>${text.text}</code></a>`
  return html`${text.map(drawText)}`
}
