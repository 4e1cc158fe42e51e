import { createHash } from 'node:crypto'
import { type History, type Migration, readTexts, type Script } from '../history/index.ts'

/**
 * A key for the state after each migration of a history: `keys[n]` is that after the first n. Each is a hash of the one
 * before and of what was run, so histories that begin alike share their templates, and any edit makes new ones.
 */
export async function computePrefixKeys(
  history: History,
  migrations: readonly Migration[],
  setup: readonly Script[],
): Promise<string[]> {
  const keys = [
    hash(
      'prefix 4',
      history.bookkeeping ?? '',
      JSON.stringify(history.settings),
      ...(await Promise.all(setup.map(readTexts))).flat(),
    ),
  ]
  for (const { version, up } of migrations) {
    const texts = await Promise.all([up, ...(up.first ?? []), ...(up.last ?? [])].map(readTexts))
    keys.push(hash(keys.at(-1)!, version, up.execution, ...texts.flat()))
  }
  return keys
}

/** The key of a state with data loaded into it. */
export async function computeSeededKey(key: string, seeds: readonly Script[]): Promise<string> {
  return seeds.length === 0 ? key : hash(key, ...(await Promise.all(seeds.map(readTexts))).flat())
}

function hash(...parts: readonly string[]): string {
  const sum = createHash('sha256')
  for (const part of parts) sum.update(`${part.length}:${part}`)
  return sum.digest('hex')
}
