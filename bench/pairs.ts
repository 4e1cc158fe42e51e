import { performance } from 'node:perf_hooks'
import { describeChange } from './difference.ts'
import { reconcile } from '../src/rehearsal/index.ts'
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
  /** What the script loses although the same thing is in the target under some name. */
  needlessLosses: string[]
  losses: number
}

export async function reconcilePair(from: State, to: State, major: number): Promise<PairResult> {
  const start = performance.now()
  const { steps, remaining, isProved, doubt } = await reconcile(from.catalog, to.catalog, {
    major,
    role: 'postgres',
  })
  const ms = performance.now() - start
  const losses = steps.flatMap(({ loses }) => loses ?? [])
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
    losses: losses.length,
    needlessLosses: losses.filter(it => isNeedless(it, from, to)),
  }
}

/** `the rows of shop.orders`, where the same table is there at the end, perhaps under another name. */
function isNeedless(loss: string, from: State, to: State): boolean {
  const name = loss.replace(/^the (?:rows|values|last value) of /, '')
  const id = [...from.holders].find(([, it]) => it === name)?.[0]
  return id !== undefined && to.holders.has(id)
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
