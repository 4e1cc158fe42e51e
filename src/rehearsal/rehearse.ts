import { type Catalog, diffCatalogs, readCatalog } from '../catalog/index.ts'
import { Observer } from '../effects/index.ts'
import type { Session } from '../engine/index.ts'
import type { NotAssessed } from '../findings/index.ts'
import type { History, Migration } from '../history/index.ts'
import { type BaseOptions, databaseName, prepareBase } from './base.ts'
import { findBrokenFunctions, readBrokenFunctions } from './broken-functions.ts'
import type { Rehearsal, RehearsedMigration } from './rehearsal.ts'
import { notRun, rehearseRevert } from './rehearse-revert.ts'
import { runScript } from './run-script.ts'
import { readStatements, type ScriptStatements } from './script-statements.ts'
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
): Promise<Rehearsal> {
  const scripts = await Promise.all(pending.map(({ up }) => readStatements(up)))
  const { cluster, summary } = await prepareBase(history, base, options)
  await using _ = cluster
  await using session = await cluster.connect(databaseName)
  await using witness = await cluster.connect(databaseName)
  const sources = new Map(scripts.flatMap(script => [...script.sources]))
  const executor = new WatchedExecutor(session, await Observer.open(session, witness), sources)

  const catalogs = [await readCatalog(session)]
  let broken = await readBrokenFunctions(session)
  const migrations: RehearsedMigration[] = []
  if (history.transactionScope === 'run') await executor.begin()
  for (const [index, migration] of pending.entries()) {
    options.onProgress?.(`rehearsing ${migration.up.file}`)
    const rehearsed = await rehearseMigration(migration, scripts[index]!, executor)
    migrations.push(rehearsed)
    if (rehearsed.outcome === 'failed') break
    catalogs.push(await readCatalog(session))
    rehearsed.changes = diffCatalogs(catalogs[index]!, catalogs[index + 1]!)
    rehearsed.typeChanges = await readTypeChanges(session, rehearsed.changes)
    rehearsed.brokenFunctions = await findBrokenFunctions(session, broken, rehearsed.statements)
    broken = await readBrokenFunctions(session)
  }
  if (executor.isInTransaction) await executor.commit()
  await rehearseReverts(session, migrations, catalogs)
  return {
    serverVersion: cluster.server.version,
    base: summary,
    migrations,
    notAssessed: [
      ...scripts.flatMap(script => script.notAssessed),
      ...describeUnreached(pending, migrations),
    ],
    sources,
  }
}

/** What is read from the catalog once a migration is applied. */
const notLookedAt = { changes: [], typeChanges: [], brokenFunctions: [] }

async function rehearseMigration(
  migration: Migration,
  { statements, comments }: ScriptStatements,
  executor: WatchedExecutor,
): Promise<RehearsedMigration> {
  executor.statements = []
  const outcome = await executor.attempt(() =>
    runScript(migration.up.execution, statements, executor, executor.isInTransaction),
  )
  return { migration, outcome, statements: executor.statements, comments, ...notLookedAt, revert: notRun }
}

/** Reverts what was applied, the last first, as a team would that takes a release back. */
async function rehearseReverts(
  session: Session,
  migrations: readonly RehearsedMigration[],
  catalogs: readonly Catalog[],
): Promise<void> {
  for (const [index, rehearsed] of [...migrations.entries()].toReversed()) {
    if (rehearsed.outcome !== 'applied') continue
    const isLater = (it: RehearsedMigration) => migrations.indexOf(it) > index
    const isBroken = migrations.some(
      it => isLater(it) && (it.revert.outcome === 'failed' || it.revert.outcome === 'missing'),
    )
    rehearsed.revert = await rehearseRevert(
      session,
      rehearsed.migration,
      catalogs[index]!,
      catalogs[index + 1]!,
      isBroken,
    )
  }
}

function describeUnreached(
  pending: readonly Migration[],
  rehearsed: readonly RehearsedMigration[],
): NotAssessed[] {
  return pending
    .slice(rehearsed.length)
    .map(({ up }) => ({ what: up.file, because: 'an earlier migration fails' }))
}
