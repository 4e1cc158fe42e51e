import { toSlug } from '../base/index.ts'
import { html, type Markup } from '../findings/index.ts'
import { type Group, groupBySchema, type Page } from './page.ts'

/** With more than this only the schema that one is in is open. */
const mostOpen = 150

const groups: Group[] = ['Tables', 'Views', 'Types', 'Functions', 'Sequences']

/** The search, and every page by schema and group. */
export function drawNavigation(pages: readonly Page[]): Markup {
  const [overview] = pages
  const schemas = groupBySchema(pages.slice(1))
  const isOpen = pages.length <= mostOpen
  return html`<nav aria-label="Objects">
<header><a class="home" href="#${toSlug(overview!.key)}">${overview!.title}</a>
<input type="search" placeholder="Search" aria-label="Search tables, columns, types and comments" aria-controls="found" autocomplete="off" spellcheck="false" hidden></header>
<ol id="found" role="listbox" aria-label="Found" hidden></ol>
<div id="objects">${[...schemas].map(([schema, own]) => drawSchema(schema, own, isOpen))}</div>
<a class="all" href="#all" hidden>Everything on one page, to print</a>
</nav>`
}

function drawSchema(schema: string, own: readonly Page[], isOpen: boolean): Markup {
  const about = own.find(({ group }) => group === undefined)
  const lists = groups.map(group =>
    drawGroup(
      group,
      own.filter(page => page.group === group),
    ),
  )
  const link = about && html`<a href="#${toSlug(about.key)}">About ${schema}</a>`
  const details = isOpen ? html`<details open>` : html`<details>`
  return html`${details}<summary>${schema} <span>${own.length - (about ? 1 : 0)}</span></summary>${link}${lists}</details>\n`
}

function drawGroup(group: Group, pages: readonly Page[]): Markup | undefined {
  if (pages.length === 0) return undefined
  const links = pages.map(({ key, name }) => html`<li><a href="#${toSlug(key)}">${name}</a></li>`)
  return html`<h2>${group}</h2><ul>${links}</ul>`
}
