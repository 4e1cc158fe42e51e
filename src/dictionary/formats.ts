import { toJson } from '../findings/index.ts'
import type { Dictionary } from './dictionary.ts'
import { renderHtml } from './html.ts'
import { renderMarkdown } from './markdown.ts'

const renderers = {
  markdown: renderMarkdown,
  html: renderHtml,
  json: toJson,
} satisfies Record<string, (dictionary: Dictionary) => string>

export type DictionaryFormat = keyof typeof renderers

export const dictionaryFormats = Object.keys(renderers) as DictionaryFormat[]

/** The whole dictionary as one text; the same bytes for the same database. */
export function renderDictionary(dictionary: Dictionary, format: DictionaryFormat): string {
  return renderers[format](dictionary)
}
