import { BrokenHistoryError } from './errors.ts'

/** What a change and a tag have in common. */
interface Entry {
  name: string
  note: string
  /** As the plan writes it: `2024-01-02T03:04:05Z`. */
  plannedAt: string
  planner: { name: string; email: string }
}

/** One change of a plan. */
export interface Change extends Entry {
  /** Names it must come after, with tags: `users`, `users@v1.0`. */
  requires: string[]
  /** Names that must not be there, without their exclamation marks. */
  conflicts: string[]
  /** What is tagged right after it. */
  tags: Entry[]
  /** Tags between this change and its rework of the same name, the nearest last; empty unless it was reworked. */
  reworkTags: string[]
  line: number
}

export interface Plan {
  project: string
  uri?: string
  changes: Change[]
}

const entryLine =
  /^[ \t]*(?:(@)|([+-])[ \t]*)?([^\s[\]#]+)(?:[ \t]+\[([^\]]*)\])?[ \t]+(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)[ \t]+([^<]+)[ \t]+<([^>]+)>[ \t]*$/

/**
 * Reads `sqitch.plan` (sqitchchanges(5), `App::Sqitch::Plan`): pragmas, then changes and tags in the order of deployment.
 *
 * @throws {BrokenHistoryError} with the line, for what Sqitch refuses.
 */
export function parsePlan(label: string, text: string): Plan {
  const changes: Change[] = []
  const pragmas = new Map<string, string>()
  const tags: { name: string; after: number }[] = []
  for (const [index, raw] of text.split('\n').entries()) {
    const [, line = '', note = ''] = /^(.*?)[ \t]*(?:#(.*?))?\r?$/.exec(raw) ?? []
    const [, pragma, value = ''] = /^\s*%\s*([^\s=]+)(?:\s*=\s*(.+?))?\s*$/.exec(line) ?? []
    if (pragma !== undefined) pragmas.set(pragma, value)
    if (line.trim() === '' || pragma !== undefined) continue
    const fail = (problem: string) => new BrokenHistoryError([`${label}:${index + 1}`], problem)
    const [, at, , name, dependencies = '', plannedAt = '', planner = '', email = ''] =
      entryLine.exec(line) ?? []
    if (name === undefined) throw fail('neither a change nor a tag with time, planner and email')
    const entry: Entry = {
      name,
      note: withLineEnds(note.trim()),
      plannedAt,
      planner: { name: planner, email },
    }
    if (at !== undefined) {
      if (changes.length === 0) throw fail(`the tag @${name} has no change before it`)
      if (tags.some(tag => tag.name === name)) throw fail(`a second tag @${name}`)
      tags.push({ name, after: changes.length })
      changes.at(-1)!.tags.push(entry)
      continue
    }
    const named = dependencies.split(/\s+/).filter(dependency => dependency !== '')
    const requires = named.filter(dependency => !dependency.startsWith('!'))
    const conflicts = named.flatMap(dependency => (dependency.startsWith('!') ? [dependency.slice(1)] : []))
    for (const dependency of requires) {
      if (!isMet(dependency, changes, tags)) throw fail(`${name} needs ${dependency}, which is not before it`)
    }
    const earlier = changes.findLastIndex(change => change.name === name)
    if (earlier >= 0) {
      const between = tags.filter(tag => tag.after > earlier)
      if (between.length === 0) throw fail(`a second change ${name} without a tag between them`)
      changes[earlier]!.reworkTags = between.map(tag => tag.name)
    }
    changes.push({ ...entry, requires, conflicts, tags: [], reworkTags: [], line: index + 1 })
  }
  const uri = pragmas.get('uri')
  return { project: pragmas.get('project') ?? '', ...(uri !== undefined && { uri }), changes }
}

/** Notes of several lines are kept on one. */
function withLineEnds(note: string): string {
  return note.replace(/\\([nr\\])/g, (_, mark: string) => ({ n: '\n', r: '\r' })[mark] ?? mark)
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
