import { count } from '../base/index.ts'
import { type Effect, holdsData, type Step } from '../effects/index.ts'

/** What one statement of an example was seen to do to what was there before, as its page says it. */
export interface ObservedStep {
  statement: string
  /** `ACCESS EXCLUSIVE on shop.orders`: what its transaction holds when it is done. */
  locks: string[]
  /** `rewrites shop.orders`. */
  work: string[]
}

/** The examples of the rules that judge effects, as a server was seen to run them. */
export interface Observations {
  major: number
  /** By rule and title of the example. Without steps, nobody would notice it. */
  examples: Record<string, Record<string, ObservedStep[]>>
}

/** The same for the same statements on the same major, whatever the machine. */
export function describeObserved(steps: readonly Step[]): ObservedStep[] {
  const described = steps.map(step => ({
    statement: step.statement.text,
    locks: describeLocks(step),
    work: describeWork(step),
  }))
  const isNoticed =
    steps.some(({ held }) => isMoreThanWriting(held)) || described.some(it => it.work.length > 0)
  return isNoticed ? described : []
}

function describeLocks({ held }: Step): string[] {
  return held
    .filter(({ relation: { kind }, mode }) => !kind.endsWith('index') && mode.strength > 2)
    .map(({ relation, mode }) => `${mode.sql} on ${relation.name}`)
    .sort()
}

function describeWork({ effect, held, error }: Step): string[] {
  if (error !== undefined) return [`fails: ${error.message}`]
  const rewritten = new Set(effect.rewrites.map(({ name }) => name))
  // Whether a query reads a whole table is up to the planner, and to how few rows there are.
  const scans = isMoreThanWriting(held) ? effect.scans : []
  return [
    ...existing(effect.rewrites).map(({ name }) => `rewrites ${name}`),
    ...existing(effect.truncates).map(({ name }) => `empties ${name}`),
    ...existing(scans.map(({ relation }) => relation))
      .filter(({ name }) => !rewritten.has(name))
      .map(({ name }) => `reads all of ${name}`),
    ...effect.indexBuilds
      .filter(({ table }) => table.isExisting && !rewritten.has(table.name))
      .map(({ index, isValid }) => `builds index ${index.name}${isValid ? '' : ', which stays invalid'}`),
    ...existing(effect.changes)
      .filter(({ change, kind }) => change === 'dropped' && holdsData(kind))
      .map(({ kind, identity }) => `drops ${kind} ${identity}`),
    ...effect.rowsChanged.flatMap(describeRows),
  ].sort()
}

function describeRows({ relation, ...rows }: Effect['rowsChanged'][number]): string[] {
  return Object.entries({ inserts: rows.inserted, updates: rows.updated, deletes: rows.deleted })
    .filter(([, n]) => n > 0)
    .map(([verb, n]) => `${verb} ${count(n, 'row')} of ${relation.name}`)
}

function isMoreThanWriting(locks: Step['held']): boolean {
  return locks.some(({ mode }) => mode.strength > 3)
}

function existing<It extends { isExisting: boolean }>(them: readonly It[]): It[] {
  return them.filter(({ isExisting }) => isExisting)
}
