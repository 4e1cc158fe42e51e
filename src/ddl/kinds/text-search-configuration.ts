import type { CatalogObject } from '../../catalog/index.ts'
import { defineKind } from '../kind.ts'
import { list, text } from '../values.ts'

/** @see https://www.postgresql.org/docs/18/sql-createtsconfig.html */
export const textSearchConfiguration = defineKind({
  kinds: ['text search configuration'],
  rank: 58,
  create: object =>
    `CREATE TEXT SEARCH CONFIGURATION ${object.identity} (PARSER = ${text(object, 'cfgparser')})`,
  leaves: 'mapdict',
  changes: {
    mapdict: (to, from) => {
      const [now, before] = [readMappings(to), readMappings(from)]
      const lost = [...before.keys()].filter(token => !now.has(token))
      const changes = [...now].flatMap(([token, dictionaries]) => {
        const old = before.get(token)
        if (old === dictionaries) return []
        return [`${old === undefined ? 'ADD' : 'ALTER'} MAPPING FOR ${token} WITH ${dictionaries}`]
      })
      return [...lost.map(token => `DROP MAPPING FOR ${token}`), ...changes].map(
        change => `ALTER TEXT SEARCH CONFIGURATION ${to.identity} ${change}`,
      )
    },
  },
})

/** The dictionaries of each kind of token, in their order: of `asciiword shop.words, asciiword simple`. */
function readMappings(object: CatalogObject): Map<string, string> {
  const mappings = new Map<string, string>()
  for (const mapping of list(object, 'mapdict')) {
    const [, token = '', dictionary = ''] = /^("(?:[^"]|"")*"|\S+) (.*)$/s.exec(mapping) ?? []
    const known = mappings.get(token)
    mappings.set(token, known === undefined ? dictionary : `${known}, ${dictionary}`)
  }
  return mappings
}
