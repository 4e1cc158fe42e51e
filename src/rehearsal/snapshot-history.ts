import { type ReadOptions, type Snapshot, takeSnapshot } from '../catalog/index.ts'
import type { Cluster } from '../engine/index.ts'
import type { History, Migration } from '../history/index.ts'
import { type BaseOptions, prepareBase } from './base.ts'
import { databaseName } from './database-name.ts'
import { replayScript } from './replay.ts'
import { openToolSession, renewToolSession } from './tool-session.ts'

/**
 * What a history of migrations makes of an empty database.
 *
 * @throws {ReplayError} when it fails.
 */
export async function snapshotHistory(
  history: History,
  options: BaseOptions & ReadOptions,
): Promise<Snapshot> {
  const [snapshot] = await snapshotSteps(history, [], options)
  return snapshot!
}

/**
 * What a history makes without its pending migrations, and what each of these then makes of that.
 *
 * @throws {ReplayError} when one fails.
 */
export async function snapshotSteps(
  history: History,
  pending: readonly Migration[],
  options: BaseOptions & ReadOptions,
): Promise<Snapshot[]> {
  const applied = history.migrations.filter(migration => !pending.includes(migration))
  const { cluster } = await prepareBase(history, applied, options)
  await using _ = cluster
  const snapshots = [await snapshotCluster(cluster, options)]
  await using session = await openToolSession(cluster, databaseName, history)
  for (const { up } of pending) {
    await replayScript(session, up, history.notAssessed)
    if (history.transactionScope === 'migration') await renewToolSession(session, history)
    snapshots.push(await snapshotCluster(cluster, options))
  }
  return snapshots
}

async function snapshotCluster(cluster: Cluster, options: ReadOptions): Promise<Snapshot> {
  await using session = await cluster.connect(databaseName)
  return await takeSnapshot(session, options)
}
