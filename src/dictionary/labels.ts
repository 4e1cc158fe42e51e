import { objectKey, parseObjectPattern } from '../catalog/index.ts'
import { quoteIdentifier } from '../sql/index.ts'
import { type About, type AboutRule, addRules, readComment } from './about.ts'

/** Gives objects what their comments and the configuration say, and keeps count of what said nothing. */
export interface Labels {
  /** `schema` is the name of the one that the object is in; who answers for that, answers for it. */
  about(key: string, comment: string | undefined, schema?: string): About
  /** The rules that matched nothing so far. */
  listUnused(): AboutRule[]
}

export function makeLabels(rules: readonly AboutRule[]): Labels {
  const compiled = rules.map(rule => ({ rule, pattern: parseObjectPattern(rule.object) }))
  const unused = new Set(rules)
  const responsibleFor = new Map<string, string>()
  return {
    about(key, comment, schema) {
      const matching = compiled.filter(({ pattern }) => pattern.test(key)).map(({ rule }) => rule)
      for (const rule of matching) unused.delete(rule)
      const about = addRules(readComment(comment), matching)
      const container = schema === undefined ? '' : objectKey('schema', quoteIdentifier(schema))
      const responsible = about.responsible ?? responsibleFor.get(container)
      if (responsible === undefined) return about
      responsibleFor.set(key, responsible)
      return { ...about, responsible }
    },
    listUnused: () => [...unused],
  }
}
