import { createHash } from 'node:crypto'
import type { Change, Plan } from './sqitch-plan.ts'

/** The ids of changes and tags, which are hashes of what the plan says of them and of everything before. */
export interface PlanIds {
  changes: ReadonlyMap<Change, string>
  tags: ReadonlyMap<Change['tags'][number], string>
}

/** As Sqitch makes them, after git's manner (`App::Sqitch::Plan::Change`, `App::Sqitch::Plan::Tag`: `info`, `id`). */
export function identifyChanges({ project, uri, changes }: Plan): PlanIds {
  const ids = { changes: new Map<Change, string>(), tags: new Map<Change['tags'][number], string>() }
  const head = [`project ${project}`, ...(uri === undefined ? [] : [`uri ${new URL(uri).href}`])]
  let parent: string | undefined
  for (const change of changes) {
    const requires = change.requires.map(name => withoutProject(name, project))
    const conflicts = change.conflicts.map(name => withoutProject(name, project))
    const id = hashObject('change', [
      ...head,
      `change ${change.name}`,
      ...(parent === undefined ? [] : [`parent ${parent}`]),
      ...describePlanning(change, [
        ...(requires.length === 0 ? [] : ['requires', ...requires.map(name => `  + ${name}`)]),
        ...(conflicts.length === 0 ? [] : ['conflicts', ...conflicts.map(name => `  - ${name}`)]),
      ]),
    ])
    ids.changes.set(change, id)
    for (const tag of change.tags) {
      const lines = [...head, `tag @${tag.name}`, `change ${id}`, ...describePlanning(tag)]
      ids.tags.set(tag, hashObject('tag', lines))
    }
    parent = id
  }
  return ids
}

/** How a dependency is written where the project is known. */
export function withoutProject(dependency: string, project: string): string {
  return dependency.startsWith(`${project}:`) ? dependency.slice(project.length + 1) : dependency
}

function describePlanning(
  { planner, plannedAt, note }: Change['tags'][number],
  dependencies: readonly string[] = [],
): string[] {
  const { name, email } = planner
  const notes = note === '' ? [] : ['', note]
  return [`planner ${name} <${email}>`, `date ${plannedAt}`, ...dependencies, ...notes]
}

function hashObject(kind: string, lines: readonly string[]): string {
  const content = lines.join('\n')
  const head = `${kind} ${Buffer.byteLength(content)}\0`
  return createHash('sha1').update(head).update(content).digest('hex')
}
