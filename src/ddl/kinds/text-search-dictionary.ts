import type { CatalogObject } from '../../catalog/index.ts'
import { defineKind } from '../kind.ts'
import { text } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createtsdictionary.html */
export const textSearchDictionary = defineKind({
  kinds: ['text search dictionary'],
  rank: 57,
  create: object => {
    const definition = [`TEMPLATE = ${text(object, 'dicttemplate')}`, ...readOptions(object).values()]
    return `CREATE TEXT SEARCH DICTIONARY ${object.identity} (${definition.join(', ')})`
  },
  changes: {
    dictinitoption: (to, from) => {
      const [now, before] = [readOptions(to), readOptions(from)]
      const set = [...now].filter(([name, option]) => before.get(name) !== option).map(([, option]) => option)
      const lost = [...before.keys()].filter(name => !now.has(name))
      return `ALTER TEXT SEARCH DICTIONARY ${to.identity} (${[...set, ...lost].join(', ')})`
    },
  },
})

/** `stopwords = 'english', "Odd" = 'a, b'` by names. */
function readOptions(object: CatalogObject): Map<string, string> {
  const options = text(object, 'dictinitoption')?.match(/(?:"(?:[^"]|"")*"|'(?:[^']|'')*'|[^"',])+/g) ?? []
  return new Map(
    options.map(it => [/^(?:"(?:[^"]|"")*"|[^" =]+)/.exec(it.trim())?.[0] ?? '', it.trim()] as const),
  )
}
