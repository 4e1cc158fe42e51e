import { BrokenHistoryError } from './errors.ts'

/** One change of a plan. */
export interface Change {
  name: string
  /** Names it must come after, with tags: `users`, `users@v1.0`. */
  requires: string[]
  /** Tags between this change and its rework of the same name, the nearest last; empty unless it was reworked. */
  reworkTags: string[]
  line: number
}

const entryLine =
  /^[ \t]*(?:(@)|([+-])[ \t]*)?([^\s[\]#]+)(?:[ \t]+\[([^\]]*)\])?[ \t]+\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ[ \t]+[^<]+[ \t]+<[^>]+>[ \t]*$/

/**
 * Reads `sqitch.plan` (sqitchchanges(5), `App::Sqitch::Plan`): pragmas, then changes and tags in the order of deployment.
 *
 * @throws {BrokenHistoryError} with the line, for what Sqitch refuses.
 */
export function parsePlan(label: string, text: string): Change[] {
  const changes: Change[] = []
  const tags: { name: string; after: number }[] = []
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.replace(/\r$/, '').replace(/[ \t]*#.*$/, '')
    if (line.trim() === '' || line.trimStart().startsWith('%')) continue
    const fail = (problem: string) => new BrokenHistoryError([`${label}:${index + 1}`], problem)
    const [, at, , name, dependencies = ''] = entryLine.exec(line) ?? []
    if (name === undefined) throw fail('neither a change nor a tag with time, planner and email')
    if (at !== undefined) {
      if (changes.length === 0) throw fail(`the tag @${name} has no change before it`)
      if (tags.some(tag => tag.name === name)) throw fail(`a second tag @${name}`)
      tags.push({ name, after: changes.length })
      continue
    }
    const requires = dependencies
      .split(/\s+/)
      .filter(dependency => dependency !== '' && !dependency.startsWith('!'))
    for (const dependency of requires) {
      if (!isMet(dependency, changes, tags)) throw fail(`${name} needs ${dependency}, which is not before it`)
    }
    const earlier = changes.findLastIndex(change => change.name === name)
    if (earlier >= 0) {
      const between = tags.filter(tag => tag.after > earlier)
      if (between.length === 0) throw fail(`a second change ${name} without a tag between them`)
      changes[earlier]!.reworkTags = between.map(tag => tag.name)
    }
    changes.push({ name, requires, reworkTags: [], line: index + 1 })
  }
  return changes
}

/** Changes of other projects (`project:change`) and ids cannot be looked up here. */
function isMet(
  dependency: string,
  changes: readonly Change[],
  tags: readonly { name: string; after: number }[],
): boolean {
  if (dependency.includes(':') || /^[0-9a-f]{40}$/.test(dependency)) return true
  const [name, tag] = dependency.split('@')
  const isSymbolic = tag === 'HEAD' || tag === 'ROOT'
  const until =
    tag === undefined || isSymbolic ? changes.length : tags.find(known => known.name === tag)?.after
  return until !== undefined && (name === '' || changes.slice(0, until).some(change => change.name === name))
}
