import type { About } from './about.ts'

/** What is said about one object, in the few shapes that every format can draw. */
export interface Page {
  /** The object's key in the catalog; of the first page `overview`. */
  key: string
  /** Such as `partitioned table`. */
  kind: string
  /** The whole name. */
  title: string
  /** The name within its schema and group. */
  name: string
  schema?: string
  group?: Group
  about: About
  facts: Fact[]
  blocks: Block[]
}

/** What is listed together in a schema. */
export type Group = 'Tables' | 'Views' | 'Types' | 'Functions' | 'Sequences'

export interface Fact {
  name: string
  value: Text
}

export type Block = TableBlock | CodeBlock

export interface TableBlock {
  kind: 'table'
  title: string
  columns: string[]
  rows: Text[][]
  /** Its rows are found by a search: each has a name in its first cell. */
  isSearched: boolean
}

export interface CodeBlock {
  kind: 'code'
  title: string
  sql: string
}

/** Text with what it points to; a line end in it is one. */
export type Text = string | Code | Badge | Link | readonly Text[]
export interface Code {
  code: string
}
/** A word that stands out, such as a tag. */
export interface Badge {
  badge: string
}
/** To the page of an object, by its key. */
export interface Link {
  to: string
  text: string
}

/** The columns of a table by their titles, each as what it says of an item. */
export type Columns<Item> = Record<string, (item: Item) => Text>

/** A table of items without the columns that say nothing of any; nothing when there is no item. */
export function makeTable<Item>(
  title: string,
  items: readonly Item[],
  columns: Columns<Item>,
  { isSearched = false } = {},
): TableBlock[] {
  if (items.length === 0) return []
  const rows = items.map(item => Object.values(columns).map(say => say(item)))
  const isKept = Object.keys(columns).map((_, i) => rows.some(row => !isEmpty(row[i]!)))
  return [
    {
      kind: 'table',
      title,
      columns: Object.keys(columns).filter((_, i) => isKept[i]),
      rows: rows.map(row => row.filter((_, i) => isKept[i])),
      isSearched,
    },
  ]
}

/** Facts without those that say nothing. */
export function makeFacts(facts: Record<string, Text | undefined>): Fact[] {
  return Object.entries(facts).flatMap(([name, value = '']) => (isEmpty(value) ? [] : [{ name, value }]))
}

export function makeCode(title: string, sql: string | undefined): CodeBlock[] {
  return sql === undefined ? [] : [{ kind: 'code', title, sql }]
}

export function code(text: string): Text {
  return text === '' ? '' : { code: text }
}

/** The texts that say something, with a separator between them. */
export function join(texts: readonly Text[], separator = ', '): Text {
  return texts.filter(text => !isEmpty(text)).flatMap((text, i) => (i === 0 ? [text] : [separator, text]))
}

/** Comment, notes and tags. */
export function sayAbout({ comment = '', notes, tags }: About): Text {
  return join([comment, ...notes, sayTags(tags)], '\n')
}

export function sayTags(tags: readonly string[]): Text {
  return join(
    tags.map(badge => ({ badge })),
    ' ',
  )
}

function isEmpty(text: Text): boolean {
  return Array.isArray(text) ? text.every(isEmpty) : text === ''
}

/** The text alone. */
export function toPlain(text: Text): string {
  if (typeof text === 'string') return text
  if ('code' in text) return text.code
  if ('badge' in text) return text.badge
  if ('to' in text) return text.text
  return text.map(toPlain).join('')
}

/** Pages of objects by their schema, in the order in which they come. */
export function groupBySchema(pages: readonly Page[]): Map<string, Page[]> {
  const groups = new Map<string, Page[]>()
  for (const page of pages) {
    const group = groups.get(page.schema!)
    if (group === undefined) groups.set(page.schema!, [page])
    else group.push(page)
  }
  return groups
}
