import { performance } from 'node:perf_hooks'
import type { Catalog } from '../catalog/index.ts'
import { type Cluster, findServer, hasTemplate, type ServerBinaries, startCluster } from '../engine/index.ts'
import type { NotAssessed } from '../findings/index.ts'
import { aroundRun, type History, type Migration, type Script } from '../history/index.ts'
import { databaseName } from './database-name.ts'
import { computePrefixKeys, computeSeededKey } from './prefix-keys.ts'
import { rebuildCatalog } from './rebuild.ts'
import { replayScript } from './replay.ts'
import { openToolSession, renewToolSession } from './tool-session.ts'

export interface BaseOptions {
  major?: number
  /** Scripts run before the first migration: roles and extensions that the target platform provides. */
  setup: readonly Script[]
  /** What is there instead of what migrations make: the catalog of another database, with its dependencies. */
  structure?: Catalog
  /** Scripts run after the last: data. */
  seeds: readonly Script[]
  onProgress?: (step: string) => void
}

export interface Base {
  cluster: Cluster
  summary: BaseSummary
  /** What of a structure could not be made. */
  notAssessed: NotAssessed[]
}

export interface BaseSummary {
  /** Migrations before the pending change. */
  migrations: number
  /** How many of them had to be run this time; the rest came from a template. */
  replayed: number
  durationMs: number
}

/**
 * A server whose database is what the history before the pending change makes. It starts from the template of the
 * longest prefix of the history that was replayed before, and leaves a template of the whole for the next time.
 */
export async function prepareBase(
  history: History,
  migrations: readonly Migration[],
  options: BaseOptions,
): Promise<Base> {
  if (options.structure !== undefined) return rebuildBase(history, options.structure, options)
  const start = performance.now()
  const server = await findServer(options.major)
  const run = aroundRun(history, migrations)
  const keys = await computePrefixKeys(history, run, options.setup)
  const finalKey = await computeSeededKey(keys.at(-1)!, options.seeds)
  const done = await findLongestTemplate(server, keys, finalKey)
  const cluster = await startCluster({ server, template: done.key })
  try {
    const replayed = run.slice(done.migrations)
    if (done.key !== finalKey) {
      await replay(cluster, history, replayed, done.key === undefined, options)
      await cluster.saveTemplate(finalKey)
    }
    const summary = {
      migrations: migrations.length,
      replayed: replayed.filter(({ isHook }) => !isHook).length,
      durationMs: performance.now() - start,
    }
    return { cluster, summary, notAssessed: [] }
  } catch (error) {
    await cluster.stop()
    throw error
  }
}

/** A base that has the structure of another database. */
async function rebuildBase(history: History, structure: Catalog, options: BaseOptions): Promise<Base> {
  const start = performance.now()
  const { major } = await findServer(options.major)
  options.onProgress?.('rebuilding the structure of the database')
  const { cluster, gaps } = await rebuildCatalog(structure, major, options.setup)
  try {
    await replay(cluster, history, [], false, options)
    const summary = { migrations: 0, replayed: 0, durationMs: performance.now() - start }
    const notAssessed = gaps.map(({ kind, identity }) => ({
      what: `${kind} ${identity}`,
      because: 'on the disposable server it is not as in the database',
    }))
    return { cluster, summary, notAssessed }
  } catch (error) {
    await cluster.stop()
    throw error
  }
}

async function findLongestTemplate(server: ServerBinaries, keys: readonly string[], finalKey: string) {
  if (await hasTemplate(finalKey, server)) return { key: finalKey, migrations: keys.length - 1 }
  for (let migrations = keys.length - 1; migrations >= 0; migrations--) {
    const key = keys[migrations]!
    if (await hasTemplate(key, server)) return { key, migrations }
  }
  return { key: undefined, migrations: 0 }
}

async function replay(
  cluster: Cluster,
  history: History,
  migrations: readonly Migration[],
  isNew: boolean,
  { setup, seeds, onProgress }: BaseOptions,
): Promise<void> {
  // What it sets for a role or the database holds for sessions that come after it.
  if (isNew) await setUp(cluster, setup)
  await using session = await openToolSession(cluster, databaseName, history)
  if (isNew && history.bookkeeping !== undefined) await session.execute(history.bookkeeping)
  for (const [index, { up }] of migrations.entries()) {
    onProgress?.(`replaying ${index + 1} of ${migrations.length}: ${up.file}`)
    await replayScript(session, up, history.notAssessed)
    if (history.transactionScope === 'migration') await renewToolSession(session, history)
  }
  for (const seed of seeds) {
    onProgress?.(`loading ${seed.file}`)
    await replayScript(session, seed)
  }
}

async function setUp(cluster: Cluster, scripts: readonly Script[]): Promise<void> {
  await using session = await cluster.connect(databaseName)
  for (const script of scripts) await replayScript(session, script)
}
