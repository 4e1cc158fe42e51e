import { toSlug } from '../base/index.ts'
import { html, Markup } from '../findings/index.ts'
import { type Page, toPlain } from './page.ts'

/** What the search of the HTML looks through: where, what it is, its name, what is said of it, and its rows. */
type Entry = [id: string, kind: string, title: string, words: string, rows: Row[]]

/** A column, field or label: its name, and whatever else its row says. */
type Row = [name: string, words: string]

export function drawSearchIndex(pages: readonly Page[]): Markup {
  const json = JSON.stringify(pages.map(indexPage)).replaceAll('<', '\\u003c')
  return html`<script type="application/json" id="index">${new Markup(json)}</script>`
}

function indexPage({ key, kind, title, about, blocks }: Page): Entry {
  const { comment = '', notes, tags, responsible = '' } = about
  const rows = blocks.flatMap(block => (block.kind === 'table' && block.isSearched ? block.rows : []))
  return [
    toSlug(key),
    kind,
    title,
    listWords([comment, ...notes, ...tags, responsible]),
    rows.map(([name = '', ...cells]) => [toPlain(name), listWords(cells.map(toPlain))]),
  ]
}

function listWords(texts: readonly string[]): string {
  return texts.filter(text => text !== '').join(' · ')
}
