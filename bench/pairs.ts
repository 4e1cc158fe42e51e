import { performance } from 'node:perf_hooks'
import type { Step } from '../src/ddl/index.ts'
import { reconcile } from '../src/rehearsal/index.ts'
import { describeChange } from './difference.ts'
import type { State } from './states.ts'

export interface PairResult {
  from: number
  to: number
  ms: number
  statements: number
  /** With which the script ends in the target, as was seen on a copy. */
  isEqual: boolean
  /** Each difference that stays, with its reason; and why there is no proof, where there is none. */
  faults: string[]
  losses: Losses
}

export async function reconcilePair(from: State, to: State, major: number): Promise<PairResult> {
  const start = performance.now()
  const { steps, remaining, isProved, doubt } = await reconcile(from.catalog, to.catalog, {
    major,
    role: 'postgres',
  })
  const ms = performance.now() - start
  return {
    from: from.migrations,
    to: to.migrations,
    ms,
    statements: steps.length,
    isEqual: isProved && remaining.length === 0,
    faults: [
      ...remaining.map(({ difference, because }) => `${describeChange(difference)}: ${because}`),
      ...(isProved ? [] : [doubt ?? 'not proved']),
    ],
    losses: judgeLosses(steps, from, to),
  }
}

/** What a script does to data, beside what the history says of it. */
interface Losses {
  count: number
  renames: number
  /** What is dropped although the same thing is in the target, perhaps under another name. */
  needless: string[]
  /** What gets another name although that is another thing in the target. */
  mistaken: string[]
}

function judgeLosses(steps: readonly Step[], from: State, to: State): Losses {
  const losses: Losses = { count: 0, renames: 0, needless: [], mistaken: [] }
  let names = from.holders
  for (const { loses, assumes } of steps) {
    if (assumes !== undefined) {
      losses.renames++
      const id = findId(assumes.from, names)
      const target = findId(assumes.to, to.holders)
      if (id !== undefined && id !== target) losses.mistaken.push(`${assumes.from} to ${assumes.to}`)
      names = renameHolders(names, assumes.from, assumes.to)
    }
    if (loses === undefined) continue
    losses.count++
    const id = findId(loses.replace(/^the (?:rows|values|last value) of /, ''), names)
    if (id !== undefined && to.holders.has(id)) losses.needless.push(`${loses}, now ${to.holders.get(id)}`)
  }
  return losses
}

function findId(name: string, holders: ReadonlyMap<string, string>): string | undefined {
  return [...holders].find(([, it]) => it === name)?.[0]
}

function renameHolders(holders: ReadonlyMap<string, string>, from: string, to: string): Map<string, string> {
  return new Map(
    [...holders].map(([id, name]) => [
      id,
      name === from || name.startsWith(`${from}.`) ? to + name.slice(from.length) : name,
    ]),
  )
}

/** So many different pairs of versions of a history, the same ones for the same seed. */
export function choosePairs(versions: number, count: number, seed: number): [number, number][] {
  const random = makeRandom(seed)
  const pairs = new Map<string, [number, number]>()
  for (let tries = 0; pairs.size < count && tries < count * 20; tries++) {
    const [a, b] = [1 + Math.floor(random() * versions), 1 + Math.floor(random() * versions)]
    if (a !== b) pairs.set(`${Math.min(a, b)} ${Math.max(a, b)}`, [Math.min(a, b), Math.max(a, b)])
  }
  return [...pairs.values()]
}

/** @see https://en.wikipedia.org/wiki/Linear_congruential_generator with the numbers of Numerical Recipes */
function makeRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}
