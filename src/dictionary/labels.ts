import { parseObjectPattern } from '../catalog/index.ts'
import { type About, type AboutRule, addRules, readComment } from './about.ts'

/** Gives objects what their comments and the configuration say, and keeps count of what said nothing. */
export interface Labels {
  /** `schema` is what is said about the schema: who answers for it does for what is in it. */
  about(key: string, comment?: string, schema?: About): About
  /** Rules that no object was asked about for. */
  listUnused(): AboutRule[]
}

export function makeLabels(rules: readonly AboutRule[]): Labels {
  const compiled = rules.map(rule => ({ rule, pattern: parseObjectPattern(rule.object) }))
  const unused = new Set(rules)
  return {
    about(key, comment, schema) {
      const matching = compiled.filter(({ pattern }) => pattern.test(key)).map(({ rule }) => rule)
      for (const rule of matching) unused.delete(rule)
      const about = addRules(readComment(comment), matching)
      const responsible = about.responsible ?? schema?.responsible
      return { ...about, ...(responsible !== undefined && { responsible }) }
    },
    listUnused: () => [...unused],
  }
}
