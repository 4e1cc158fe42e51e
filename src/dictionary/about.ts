/** What people say about an object: in its comment, and in the configuration. */
export interface About {
  /** Its comment, without the lines that say the rest. */
  comment?: string
  /** Who answers for it, such as a team; the role that owns it in PostgreSQL is another matter. */
  responsible?: string
  tags: string[]
  notes: string[]
}

/** What the configuration says about the objects that a pattern names. */
export interface AboutRule {
  /** Kind and name, `*` for anything: `table shop.*`. */
  object: string
  owner?: string
  tags?: readonly string[]
  note?: string
}

const line = /^[ \t]*@(owner|tags?)[ \t]+(.+?)[ \t]*$/gm

/** Takes the lines `@owner payments` and `@tag pii, gdpr` out of a comment. */
export function readComment(comment = ''): About {
  const lines = [...comment.matchAll(line)].map(([, word, value]) => ({ word, value: value! }))
  const responsible = lines.find(({ word }) => word === 'owner')?.value
  const tags = lines.filter(({ word }) => word !== 'owner').flatMap(({ value }) => value.split(/[\s,]+/))
  const rest = comment
    .replace(line, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  return {
    ...(rest !== '' && { comment: rest }),
    ...(responsible !== undefined && { responsible }),
    tags: unique(tags),
    notes: [],
  }
}

/**
 * Adds what rules say. The comment is nearest to the object, so its owner wins; of the rules the last one does, as
 * people know it from CODEOWNERS. Tags and notes add up.
 */
export function addRules(about: About, rules: readonly AboutRule[]): About {
  const responsible = about.responsible ?? rules.findLast(({ owner }) => owner !== undefined)?.owner
  return {
    ...about,
    ...(responsible !== undefined && { responsible }),
    tags: unique([...about.tags, ...rules.flatMap(({ tags = [] }) => tags)]),
    notes: [...about.notes, ...rules.flatMap(({ note }) => note ?? [])],
  }
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words.filter(word => word !== ''))].sort()
}
