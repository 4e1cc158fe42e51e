import { posix } from 'node:path'
import { toSlug } from '../base/index.ts'
import { escapeMarkdown, fence, inlineCode, makeVisible, writeTable } from '../findings/index.ts'
import type { Dictionary } from './dictionary.ts'
import type { Block, Fact, Page, Text } from './page.ts'
import { arrangePages } from './pages.ts'

/** The first line of every file: by it a file that no longer belongs there is known to be safe to remove. */
export const markdownMark =
  '<!-- Made by `pgwright dictionary`. What is wrong here is mended in the comments of the database. -->'

/** Where the page of an object is. */
interface Place {
  file: string
  /** Nothing for the first one in a file. */
  anchor?: string
}

/** Everything in one file. */
export function renderMarkdown(dictionary: Dictionary): string {
  return [...renderFiles(dictionary, () => 'README.md').values()].join('')
}

/** A `README.md` for the database and one for each schema with what is small, and a file for each table and view; by path. */
export function renderMarkdownFiles(dictionary: Dictionary): Map<string, string> {
  return renderFiles(dictionary, ({ name, schema, group }) => {
    const folder = schema === undefined ? '' : `${toSlug(schema)}/`
    return `${folder}${group === 'Tables' || group === 'Views' ? toSlug(name) : 'README'}.md`
  })
}

function renderFiles(dictionary: Dictionary, chooseFile: (page: Page) => string): Map<string, string> {
  const pages = arrangePages(makeVisible(dictionary))
  const places = placePages(pages, chooseFile)
  const files = new Map<string, string>()
  for (const page of pages) {
    const { file, anchor } = places.get(page.key)!
    const write = makeWriter(file, places)
    const before =
      anchor === undefined ? `${markdownMark}\n\n` : `${files.get(file)}\n<a id="${anchor}"></a>\n\n`
    files.set(file, before + writePage(page, anchor === undefined ? 1 : 2, write))
  }
  return files
}

function placePages(pages: readonly Page[], chooseFile: (page: Page) => string): ReadonlyMap<string, Place> {
  const files = new Set<string>()
  return new Map(
    pages.map(page => {
      const file = chooseFile(page)
      const place = files.has(file) ? { file, anchor: toSlug(page.key) } : { file }
      files.add(file)
      return [page.key, place]
    }),
  )
}

type Write = (text: Text) => string

/** Writes what stands in `file`: links are relative to it. */
function makeWriter(file: string, places: ReadonlyMap<string, Place>): Write {
  const write: Write = text => {
    if (typeof text === 'string') return writeLines(text, escapeMarkdown)
    if ('code' in text) return writeLines(text.code, inlineCode)
    if ('badge' in text) return inlineCode(text.badge)
    if ('to' in text) return `[${inlineCode(text.text)}](${writeTarget(file, places.get(text.to)!)})`
    return text.map(write).join('')
  }
  return write
}

function writeTarget(from: string, { file, anchor }: Place): string {
  const fragment = anchor === undefined ? '' : `#${anchor}`
  if (from === file) return fragment || '#'
  return `${posix.relative(posix.dirname(from), file)}${fragment}`
}

/** Each line by itself, with the spaces around it. */
function writeLines(text: string, mark: (line: string) => string): string {
  return text
    .split('\n')
    .map(line => line.replace(/\S(?:.*\S)?/su, mark))
    .join('<br>')
}

function writePage({ kind, title, about, facts, blocks }: Page, level: number, write: Write): string {
  const heading = (depth: number, text: string) => `${'#'.repeat(depth)} ${escapeMarkdown(text)}`
  const { comment = '', notes } = about
  const parts = [
    heading(level, title),
    `*${kind}*`,
    ...[comment, ...notes].filter(text => text !== '').map(write),
    facts.map(fact => writeFact(fact, write)).join('\n'),
    ...blocks.flatMap(block => [heading(level + 1, block.title), writeBlock(block, write)]),
  ]
  return `${parts.filter(part => part !== '').join('\n\n')}\n`
}

function writeFact({ name, value }: Fact, write: Write): string {
  return `- ${name}: ${write(value)}`
}

function writeBlock(block: Block, write: Write): string {
  if (block.kind === 'code') return fence('sql', block.sql)
  return writeTable(
    block.columns.map(title => ({ title })),
    block.rows.map(row => row.map(write)),
  )
}
