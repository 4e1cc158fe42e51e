import { type Catalog, diffCatalogs, readCatalog } from '../catalog/index.ts'
import { Observer } from '../effects/index.ts'
import type { Cluster } from '../engine/index.ts'
import type { NotAssessed } from '../findings/index.ts'
import {
  type History,
  type Migration,
  type PendingScripts,
  readScripts,
  runScript,
} from '../history/index.ts'
import { type BaseOptions, type BaseSummary, prepareBase } from './base.ts'
import { findBrokenFunctions, readBrokenFunctions } from './broken-functions.ts'
import { databaseName } from './database-name.ts'
import type { Rehearsal, RehearsedMigration } from './rehearsal.ts'
import { notRun, rehearseReverts } from './rehearse-reverts.ts'
import { replayScript } from './replay.ts'
import { openToolSession, renewToolSession } from './tool-session.ts'
import { readTypeChanges } from './type-changes.ts'
import { WatchedExecutor } from './watched-executor.ts'

/**
 * Runs the pending migrations of a history, statement by statement, on a database that the migrations before them made,
 * then their down migrations in reverse order, and says what was seen. The first failure ends the run, as it would in
 * production.
 *
 * @throws {ReplayError} when the history before the pending change fails.
 * @throws {SqlSyntaxError} when a pending script is no SQL.
 */
export async function rehearse(
  history: History,
  base: readonly Migration[],
  pending: readonly Migration[],
  options: BaseOptions,
): Promise<Rehearsal & { base: BaseSummary }> {
  // The parser loads while the server starts.
  const [read, prepared] = await Promise.allSettled([
    readScripts(pending),
    prepareBase(history, base, options),
  ])
  if (prepared.status === 'rejected') throw read.status === 'rejected' ? read.reason : prepared.reason
  const { cluster, summary, notAssessed } = prepared.value
  try {
    if (read.status === 'rejected') throw read.reason
    const rehearsal = await rehearseOn(cluster, databaseName, history, read.value, options.onProgress)
    return { ...rehearsal, notAssessed: [...notAssessed, ...rehearsal.notAssessed], base: summary }
  } finally {
    cluster.release()
  }
}

/** Rehearses on a database that is ready; it is changed by that. */
export async function rehearseOn(
  cluster: Cluster,
  database: string,
  history: History,
  scripts: readonly PendingScripts[],
  onProgress?: (step: string) => void,
): Promise<Rehearsal> {
  await using session = await openToolSession(cluster, database, history)
  await using witness = await cluster.connect(database)
  const sources = new Map(scripts.flatMap(({ up, down }) => [...up.sources, ...(down?.sources ?? [])]))
  // Two sessions, so two processors.
  const reading = readCatalog(witness, { hasDependencies: true })
  const executor = new WatchedExecutor(session, await Observer.open(session, witness), sources)
  let broken = await readBrokenFunctions(session)

  const catalogs = [await reading]
  const migrations: RehearsedMigration[] = []
  if (history.transactionScope === 'run') await executor.begin()
  for (const [index, script] of scripts.entries()) {
    if (history.transactionScope === 'migration') await renewToolSession(session, history)
    onProgress?.(`rehearsing ${script.migration.up.file}`)
    const rehearsed = await rehearseUp(script, executor)
    migrations.push(rehearsed)
    if (rehearsed.outcome === 'failed') break
    catalogs.push(await readCatalog(session))
    rehearsed.changes = diffCatalogs(catalogs[index]!, catalogs[index + 1]!)
    rehearsed.typeChanges = await readTypeChanges(
      session,
      catalogs[index]!,
      catalogs[index + 1]!,
      rehearsed.statements,
    )
    const stillBroken = await readBrokenFunctions(session)
    rehearsed.brokenFunctions = await findBrokenFunctions(session, broken, stillBroken, rehearsed.statements)
    broken = stillBroken
  }
  if (executor.isInTransaction) await commitRun(executor, migrations)
  // A migration that failed half-way, or took the whole run back, leaves nothing that could be reverted as it was meant.
  const isWhole = history.transactionScope === 'migration' && migrations.at(-1)?.outcome === 'applied'
  if (isWhole || diffCatalogs(catalogs.at(-1)!, await readCatalog(session)).length === 0) {
    onProgress?.('rehearsing the way back')
    await rehearseReverts(session, history, migrations, catalogs)
  }
  return {
    serverVersion: cluster.server.version,
    migrations,
    before: catalogs[0]!,
    after: catalogs.at(-1)!,
    notAssessed: [...scripts.flatMap(({ up }) => up.notAssessed), ...listUnreached(scripts, migrations)],
    sources,
  }
}

/** Only runs the statements and watches them: nothing is reverted, and the catalog is read once, when all is done. */
export async function observeOn(
  cluster: Cluster,
  database: string,
  history: Pick<History, 'settings' | 'transactionScope'>,
  scripts: readonly PendingScripts[],
): Promise<{ migrations: RehearsedMigration[]; after: Catalog }> {
  await using session = await openToolSession(cluster, database, history)
  await using witness = await cluster.connect(database)
  const sources = new Map(scripts.flatMap(({ up }) => [...up.sources]))
  const executor = new WatchedExecutor(session, await Observer.open(session, witness), sources)
  const migrations: RehearsedMigration[] = []
  if (history.transactionScope === 'run') await executor.begin()
  for (const script of scripts) {
    if (history.transactionScope === 'migration') await renewToolSession(session, history)
    migrations.push(await rehearseUp(script, executor))
    if (migrations.at(-1)?.outcome === 'failed') break
  }
  if (executor.isInTransaction) await commitRun(executor, migrations)
  return { migrations, after: await readCatalog(session) }
}

/** The same without watching, for what is only wanted for its outcome. */
export async function replayOn(
  cluster: Cluster,
  database: string,
  history: Pick<History, 'settings' | 'transactionScope'>,
  migrations: readonly Migration[],
): Promise<Catalog> {
  await using session = await openToolSession(cluster, database, history)
  for (const { up } of migrations) {
    if (history.transactionScope === 'migration') await renewToolSession(session, history)
    await replayScript(session, up)
  }
  return await readCatalog(session)
}

/** What is read from the catalog once a migration is applied. */
const notLookedAt = { changes: [], typeChanges: [], brokenFunctions: [] }

async function rehearseUp(scripts: PendingScripts, executor: WatchedExecutor): Promise<RehearsedMigration> {
  const { migration, up } = scripts
  executor.statements = []
  const outcome = await executor.attempt(() =>
    runScript(migration.up.execution, up.statements, executor, executor.isInTransaction),
  )
  return { ...scripts, outcome, statements: executor.statements, ...notLookedAt, revert: notRun }
}

/** A constraint that is checked at the end of the run fails its last migration. */
async function commitRun(
  executor: WatchedExecutor,
  migrations: readonly RehearsedMigration[],
): Promise<void> {
  const last = migrations.at(-1)
  const outcome = await executor.attempt(() => executor.commit())
  if (last !== undefined) last.outcome = outcome
}

function listUnreached(
  scripts: readonly PendingScripts[],
  rehearsed: readonly RehearsedMigration[],
): NotAssessed[] {
  const unreached = scripts.slice(rehearsed.length)
  return unreached.map(({ migration }) => ({
    what: migration.up.file,
    because: 'an earlier migration fails',
  }))
}
